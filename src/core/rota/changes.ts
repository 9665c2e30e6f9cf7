/** Changing who is on for a while: covering, taking, swapping, handing over. */
import { person, text as textField, type Answers } from '../../chat/field.ts';
import { command } from '../../chat/command.ts';
import { said, say, text, type Choice } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { momentOf, spanIn, when } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import type { Span } from '../../time/hours.ts';
import { zoneOf } from '../availability/index.ts';
import { nameOf, responders } from '../people/index.ts';
import { onDuty, shifts, type Override } from './rules.ts';
import { aboutDuty, preview } from './setting.ts';
import { button, dutyIn } from './sayings.ts';
import { rotaStore, type Duty, type Offer } from './store.ts';
import { ahead, settle, tell } from './watch.ts';

const longest = days(366);

const spanFields = {
  from: when({ summary: 'rota-field-from' }),
  until: when({ summary: 'rota-field-until' }),
};

/** The time that was meant, or why it can't be. */
async function spanOf({ from, until }: Answers<typeof spanFields>, scene: Scene, work: Work): Promise<Span | Outcome> {
  const clock = await zoneOf(work, scene.person, scene.community);
  const start = Math.max(momentOf(from, clock, work.now, 'from'), work.now.getTime());
  const end = momentOf(until, clock, work.now, 'until');
  if (end <= start) return refused('availability-backwards');
  return end - start > longest ? refused('availability-too-long') : { start, end };
}

/** Makes a change, tells whom it concerns, and gives what comes of it. */
async function change(
  work: Work,
  duty: Duty,
  scene: Scene,
  given: Omit<Override, 'by'> & { readonly by?: string },
): Promise<Outcome> {
  const part = await rotaStore(work).override(duty.id, given);
  await work.audit(`rota.${given.kind}`, duty.id);
  for (const who of [given.person, given.by]) {
    if (who === undefined || who === scene.person) continue;
    const zone = await zoneOf(work, who, duty.community);
    const key = given.kind === 'add' || who === given.by ? 'rota-change-on' : 'rota-change-off';
    const times = spanIn(zone, given);
    await tell(work, who, say(text(key, { duty: dutyIn(duty), name: await nameOf(work, scene.person), ...times })));
  }
  await settle(work, duty, scene.person);
  const { parts } = await preview(work, duty, await zoneOf(work, scene.person, duty.community));
  return done({
    parts: [...say('rota-changed').parts, ...parts],
    choices: [button(text('rota-button-undo'), 'rota remove', { part, duty: duty.name })],
  });
}

const inTeam = async (work: Work, { community }: Duty, who: string): Promise<boolean> =>
  (await responders(work, community)).includes(who);

/** Somebody is on besides; without a name, whoever asks. */
const cover = aboutDuty(
  'rota cover',
  'responder',
  { ...spanFields, person: person({ summary: 'rota-field-cover', optional: true }) },
  async (answers, duty, scene, work) => {
    const span = await spanOf(answers, scene, work);
    if ('kind' in span) return span;
    const who = answers.person ?? scene.person;
    if (!(await inTeam(work, duty, who))) return refused('rota-not-in-team', { name: await nameOf(work, who) });
    return change(work, duty, scene, { kind: 'add', person: who, ...span });
  },
);

const drop = aboutDuty(
  'rota drop',
  'team',
  { person: person({ summary: 'rota-field-drop' }), ...spanFields },
  async (answers, duty, scene, work) => {
    const span = await spanOf(answers, scene, work);
    if ('kind' in span) return span;
    return change(work, duty, scene, { kind: 'remove', person: answers.person, ...span });
  },
);

const replace = aboutDuty(
  'rota replace',
  'team',
  { person: person({ summary: 'rota-field-drop' }), by: person({ summary: 'rota-field-by' }), ...spanFields },
  async (answers, duty, scene, work) => {
    const span = await spanOf(answers, scene, work);
    if ('kind' in span) return span;
    if (!(await inTeam(work, duty, answers.by)))
      return refused('rota-not-in-team', { name: await nameOf(work, answers.by) });
    return (
      (await clashes(work, duty, answers.by, answers.person, span)) ??
      change(work, duty, scene, { kind: 'replace', person: answers.person, by: answers.by, ...span })
    );
  },
);

/** Where one steps in for another, two must remain two: whoever is on already can't fill a second seat. */
async function clashes(work: Work, duty: Duty, by: string, instead: string, span: Span): Promise<Outcome | undefined> {
  const rota = await rotaStore(work).rota(duty, span);
  const all = shifts(rota, span);
  if (!all.some(({ people }) => people.includes(instead)))
    return refused('rota-not-on', { name: await nameOf(work, instead) });
  return all.some(({ people }) => people.includes(instead) && people.includes(by))
    ? refused('rota-on-already', { name: await nameOf(work, by) })
    : undefined;
}

/** The shift that somebody has at a moment, or the next one after it: until anything about who is on changes. */
async function shiftOf(work: Work, duty: Duty, who: string, at: number): Promise<Span | undefined> {
  const start = Math.max(at, work.now.getTime());
  const window = { start, end: start + ahead * 4 };
  return shifts(await rotaStore(work).rota(duty, window), window).find(({ people }) => people.includes(who));
}

/** At once, without asking anybody: somebody had to leave. Until the shift would have ended. */
const take = aboutDuty(
  'rota take',
  'responder',
  { person: person({ summary: 'rota-field-take', optional: true }) },
  async (answers, duty, scene, work) => {
    const now = work.now.getTime();
    const rota = await rotaStore(work).rota(duty, { start: now, end: now + ahead });
    const on = onDuty(rota, now);
    if (on.includes(scene.person)) return refused('rota-on-it');
    if (answers.person !== undefined && !on.includes(answers.person))
      return refused('rota-not-on', { name: await nameOf(work, answers.person) });
    const whom = answers.person ?? (on.length >= duty.seats ? on[0] : undefined);
    // Where a seat is free it is that one, for as long as it would be.
    if (whom === undefined) {
      const [present] = shifts(rota, { start: now, end: now + ahead });
      return change(work, duty, scene, { kind: 'add', person: scene.person, start: now, end: present!.end });
    }
    const { end } = (await shiftOf(work, duty, whom, now))!;
    return change(work, duty, scene, { kind: 'replace', person: whom, by: scene.person, start: now, end });
  },
);

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
    const mine = await shiftOf(work, duty, scene.person, momentOf(answers.shift, clock, work.now, 'from'));
    if (!mine) return refused('rota-none-of-yours');
    if (answers.theirs !== undefined && answers.person === undefined) return refused('rota-swap-whose');
    const theirs =
      answers.theirs === undefined
        ? undefined
        : await shiftOf(work, duty, answers.person!, momentOf(answers.theirs, clock, work.now, 'from'));
    if (answers.theirs !== undefined && !theirs)
      return refused('rota-none-of-theirs', { name: await nameOf(work, answers.person!) });
    return ask(work, duty, scene, { to: answers.person, mine, theirs });
  },
);

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
    const rota = await rotaStore(work).rota(duty, { start: now, end: now + 1 });
    if (!onDuty(rota, now).includes(scene.person)) return refused('rota-not-on-it');
    const mine = (await shiftOf(work, duty, scene.person, now))!;
    return ask(work, duty, scene, { to, mine, note });
  },
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
  const asked = to === undefined ? (await responders(work, duty.community)).filter((each) => each !== from) : [to];
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
  return done(say('rota-offer-made'));
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

const acceptIt = command({
  name: 'rota accept',
  summary: 'rota-command-rota-accept',
  who: 'responder',
  fields: offerField,
  async run(answers, scene, work) {
    const found = await offerFor(work, scene, answers.offer);
    if (!found) return refused('rota-offer-gone');
    const [offer, duty] = found;
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
    await settle(work, duty, scene.person);
    const zone = await zoneOf(work, scene.person, duty.community);
    return done({
      parts: [
        ...say(text('rota-yours', { duty: dutyIn(duty), ...spanIn(zone, span) })).parts,
        ...(offer.note === undefined
          ? []
          : [{ kind: 'quote', text: offer.note, by: said(await nameOf(work, offer.from)) } as const]),
      ],
    });
  },
});

const declineIt = command({
  name: 'rota decline',
  summary: 'rota-command-rota-decline',
  who: 'responder',
  fields: offerField,
  async run(answers, scene, work) {
    const found = await offerFor(work, scene, answers.offer);
    if (!found) return refused('rota-offer-gone');
    const [offer, duty] = found;
    // Asked of all, it stays open for the others.
    if (offer.to !== null) {
      await rotaStore(work).forgetOffer(offer.id);
      await tell(
        work,
        offer.from,
        say(text('rota-declined', { name: await nameOf(work, scene.person), duty: dutyIn(duty) })),
      );
    }
    return done(say('rota-declined-noted'));
  },
});

export const changes = [cover, drop, replace, take, swap, handover, acceptIt, declineIt];
