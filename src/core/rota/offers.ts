/** Asking others to take a shift: in exchange, or handed over with what they should know. */
import { command, type Offer as Choosable } from '../../chat/command.ts';
import { person, text as textField } from '../../chat/field.ts';
import { said, say, text, type Choice } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { exactly, momentOf, spanIn, when, type When } from '../../chat/when.ts';
import { covers, type Span } from '../../time/hours.ts';
import { availabilityOf, zoneOf } from '../availability/index.ts';
import { nameOf } from '../people/index.ts';
import { aboutDuty } from './about.ts';
import { ahead } from './alarm.ts';
import { clashes, inTeam } from './changes.ts';
import { free, shiftOf, shifts, shiftsOf } from './rules.ts';
import { button, dutyIn, inText, namesOf } from './sayings.ts';
import { rotaStore, type Duty, type Offer } from './store.ts';
import { settle, tell } from './watch.ts';

/** Asks somebody, or all of the team, to take a shift; with a shift of theirs in exchange, if one is named. */
const swap = aboutDuty(
  'rota swap',
  'responder',
  {
    shift: when({ summary: 'rota-field-mine' }),
    person: person({ summary: 'rota-field-swap', optional: true }),
    theirs: when({ summary: 'rota-field-theirs', optional: true }),
  },
  async (answers, duty, scene, work) => {
    const clock = await zoneOf(work, scene.person, scene.community);
    const mine = await shiftMeant(work, duty, scene.person, answers.shift, clock);
    if (!mine) return refused('rota-none-of-yours');
    if (answers.theirs !== undefined && answers.person === undefined) return refused('rota-swap-whose');
    const theirs =
      answers.theirs === undefined ? undefined : await shiftMeant(work, duty, answers.person!, answers.theirs, clock);
    if (answers.theirs !== undefined && !theirs)
      return refused('rota-none-of-theirs', { name: await nameOf(work, answers.person!) });
    return ask(work, duty, scene, { to: answers.person, mine, theirs });
  },
  { own: true, offers: async (field, ...of) => (field === 'shift' ? ownShifts(...of) : []) },
);

/** As far ahead as shifts are given away. */
const comingFrom = (now: number): Span => ({ start: now, end: now + ahead * 4 });

/** The shift that begins on a day, or that somebody has at a moment, or the next one after it. */
async function shiftMeant(
  work: Work,
  duty: Duty,
  who: string,
  written: When,
  clock: string,
): Promise<Span | undefined> {
  const coming = comingFrom(work.now.getTime());
  const all = shiftsOf(await rotaStore(work).rota(duty, coming), who, coming);
  const day = {
    start: momentOf(written, clock, work.now, 'from'),
    end: momentOf(written, clock, work.now, 'until'),
  };
  return all.find(({ start }) => covers(day, start)) ?? all.find(({ end }) => end > day.start);
}

/** How many of their own shifts are offered to somebody. */
const mostShifts = 5;

async function ownShifts(duty: Duty, scene: Scene, work: Work): Promise<Choosable[]> {
  const zone = await zoneOf(work, scene.person, scene.community);
  const coming = comingFrom(work.now.getTime());
  const all = shiftsOf(await rotaStore(work).rota(duty, coming), scene.person, coming);
  return all
    .slice(0, mostShifts)
    .map((span) => ({ label: text('rota-span', { ...spanIn(zone, span) }), value: exactly(span.start) }));
}

/** What is left of the present shift, with what the next one should know. Complete when it is accepted. */
const handover = aboutDuty(
  'rota handover',
  'responder',
  {
    person: person({ summary: 'rota-field-handover' }),
    note: textField({ summary: 'rota-field-note', long: true, secret: true, optional: true, max: 2_000 }),
  },
  async ({ person: to, note }, duty, scene, work) => {
    const now = work.now.getTime();
    const soon = comingFrom(now);
    const mine = shiftOf(await rotaStore(work).rota(duty, soon), scene.person, soon);
    if (mine?.start !== now) return refused('rota-not-on-it');
    return ask(work, duty, scene, { to, mine, note });
  },
  { own: true },
);

async function ask(
  work: Work,
  duty: Duty,
  scene: Scene,
  given: { to: string | undefined; mine: Span; theirs?: Span | undefined; note?: string | undefined },
): Promise<Outcome> {
  const { to, mine, theirs, note } = given;
  const { person: from } = scene;
  if (to === from) return refused('rota-yourself');
  if (to !== undefined && !(await inTeam(work, duty, to)))
    return refused('rota-not-in-team', { name: await nameOf(work, to) });
  const clash = to === undefined ? undefined : await clashes(work, duty, to, from, mine);
  if (clash) return clash;
  const asked = to === undefined ? await couldTake(work, duty, from, mine) : [to];
  if (asked.length === 0) return refused('rota-nobody-free');
  const offer = await rotaStore(work).offer({
    duty: duty.id,
    from,
    to: to ?? null,
    start: new Date(mine.start),
    end: new Date(mine.end),
    backStart: theirs ? new Date(theirs.start) : null,
    backEnd: theirs ? new Date(theirs.end) : null,
    note,
  });
  await work.audit('rota.offered', duty.id);
  for (const each of asked) {
    const zone = await zoneOf(work, each, duty.community);
    const times = (span: Span) => spanIn(zone, span);
    const name = await nameOf(work, from);
    await tell(work, each, {
      parts: say(
        text('rota-asked', { name, duty: dutyIn(duty), ...times(mine) }),
        ...(theirs ? [text('rota-asked-back', { name, ...times(theirs) })] : []),
        'rota-asked-how',
      ).parts,
      choices: [accept(offer), decline(offer)],
    });
  }
  const times = spanIn(await zoneOf(work, from, duty.community), mine);
  const names = inText(await namesOf(work, asked));
  return done(say(text('rota-offer-made', { duty: dutyIn(duty), names, ...times })));
}

/** Whoever of the team is there and not on in that time: the others would only be asked in vain. */
async function couldTake(work: Work, duty: Duty, from: string, span: Span): Promise<string[]> {
  const on = shifts(await rotaStore(work).rota(duty, span), span).flatMap(({ people }) => people);
  const team = await availabilityOf(work, duty.community);
  return team.filter((each) => each.person !== from && free(each, { ...span, on })).map((each) => each.person);
}

const accept = ({ id }: Offer): Choice => ({
  ...button(text('rota-button-accept'), 'rota accept', { offer: id }),
  style: 'primary',
});
const decline = ({ id }: Offer): Choice => button(text('rota-button-decline'), 'rota decline', { offer: id });

const offerField = { offer: textField({ summary: 'rota-field-offer', max: 60, optional: true }) };

/** The offer that somebody means: as its button says, or the oldest that waits for them. */
async function offerFor(work: Work, scene: Scene, meant: string | undefined): Promise<[Offer, Duty] | undefined> {
  if (scene.community === undefined) return undefined;
  const store = rotaStore(work);
  const waiting = await store.offersTo(scene.person, await store.duties(scene.community));
  const id = meant === undefined ? waiting[0] : waiting.find((each) => each === meant);
  const offer = id === undefined ? undefined : await store.offerById(id);
  const duty = offer && (await store.byId(offer.duty));
  return offer && duty && [offer, duty];
}

/** An answer to somebody who asks, where they still do. */
const answering = (
  name: 'accept' | 'decline',
  run: (offer: Offer, duty: Duty, scene: Scene, work: Work) => Promise<Outcome>,
) =>
  command({
    name: `rota ${name}`,
    summary: `rota-command-rota-${name}`,
    who: 'responder',
    fields: offerField,
    async run(answers, scene, work) {
      const found = await offerFor(work, scene, answers.offer);
      return found ? run(...found, scene, work) : refused('rota-offer-gone');
    },
  });

const acceptIt = answering('accept', async (offer, duty, scene, work) => {
  const store = rotaStore(work);
  const now = work.now.getTime();
  const span = { start: Math.max(offer.start.getTime(), now), end: offer.end.getTime() };
  const back = offer.backStart && { start: offer.backStart.getTime(), end: offer.backEnd!.getTime() };
  const clash =
    (await clashes(work, duty, scene.person, offer.from, span)) ??
    (back ? await clashes(work, duty, offer.from, scene.person, back) : undefined);
  if (clash) return clash;
  await store.forgetOffer(offer.id);
  await store.override(duty.id, { kind: 'replace', person: offer.from, by: scene.person, ...span });
  if (back) await store.override(duty.id, { kind: 'replace', person: scene.person, by: offer.from, ...back });
  await work.audit('rota.accepted', duty.id);
  await tell(
    work,
    offer.from,
    say(text('rota-accepted', { name: await nameOf(work, scene.person), duty: dutyIn(duty) })),
  );
  await settle(work, duty, { by: scene.person, knows: [offer.from] });
  const zone = await zoneOf(work, scene.person, duty.community);
  return done({
    parts: [
      ...say(text('rota-yours', { duty: dutyIn(duty), ...spanIn(zone, span) })).parts,
      ...(offer.note === undefined
        ? []
        : [{ kind: 'quote', text: offer.note, by: said(await nameOf(work, offer.from)) } as const]),
    ],
  });
});

const declineIt = answering('decline', async (offer, duty, scene, work) => {
  // Asked of all, it stays open for the others.
  if (offer.to !== null) {
    await rotaStore(work).forgetOffer(offer.id);
    await tell(
      work,
      offer.from,
      say(text('rota-declined', { name: await nameOf(work, scene.person), duty: dutyIn(duty) })),
    );
  }
  return done(say(offer.to === null ? 'rota-declined-unsaid' : 'rota-declined-noted'));
});

export const offering = [swap, handover, acceptIt, declineIt];
