/** Changing who is on for a while: covering, filling a gap, letting off, standing in, taking over. */
import { person, type Answers } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { momentOf, spanIn, spanOf, when } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import type { Span } from '../../time/hours.ts';
import { availabilityOf, counts, zoneOf } from '../availability/index.ts';
import { nameOf, responders } from '../people/index.ts';
import { aboutDuty } from './about.ts';
import { gapsAhead } from './alarm.ts';
import { isFull, mostParts, preview, unreached, unreachedParts } from './preview.ts';
import { onDuty, shiftOf, shifts, type Override } from './rules.ts';
import { button, dutyIn } from './sayings.ts';
import { rotaStore, type Duty } from './store.ts';
import { settle, tell } from './watch.ts';

const longest = days(366);

const spanFields = {
  from: when({ summary: 'rota-field-from' }),
  until: when({ summary: 'rota-field-until' }),
};

/** The time that was meant, or why it can't be. */
async function spanMeant(
  { from, until }: Answers<typeof spanFields>,
  duty: Duty,
  { person, community }: Scene,
  work: Work,
): Promise<Span | Outcome> {
  const span = spanOf(from, until, await zoneOf(work, person, community), work.now);
  if (span.end <= span.start) return refused('availability-backwards');
  if (await isFull(work, duty)) return refused('rota-too-many', { most: mostParts });
  return span.end - span.start > longest ? refused('availability-too-long') : span;
}

/** Makes a change, tells whom it concerns, and gives what comes of it. */
async function change(work: Work, duty: Duty, scene: Scene, given: Omit<Override, 'by'> & { readonly by?: string }) {
  const part = await rotaStore(work).override(duty.id, given);
  await work.audit(`rota.${given.kind}`, duty.id);
  const comes = given.kind === 'add' ? given.person : given.by;
  const concerned = [given.person, given.by].filter((each) => each !== undefined);
  const lost = await unreached(work, duty, concerned);
  for (const who of concerned.filter((each) => each !== scene.person)) {
    const zone = await zoneOf(work, who, duty.community);
    const key = who === comes ? 'rota-change-on' : 'rota-change-off';
    const times = spanIn(zone, given);
    const told = text(key, { duty: dutyIn(duty), name: await nameOf(work, scene.person), ...times });
    await tell(work, who, say(told, ...(who === comes && lost.includes(who) ? ['rota-put-on-late'] : [])));
  }
  await settle(work, duty, { by: scene.person, knows: concerned });
  const zone = await zoneOf(work, scene.person, duty.community);
  const { parts } = await preview(work, duty, zone);
  const yours = text('rota-yours', { duty: dutyIn(duty), ...spanIn(zone, given) });
  return done({
    parts: [
      ...say(...(comes === scene.person ? [yours] : []), 'rota-changed').parts,
      ...parts,
      ...(await unreachedParts(work, duty, comes === undefined ? [] : [comes])),
    ],
    choices: [button(text('rota-button-undo'), 'rota remove', { part, duty: duty.name })],
  });
}

export const inTeam = async (work: Work, { community }: Duty, who: string): Promise<boolean> =>
  (await responders(work, community)).includes(who);

/** Somebody is on besides; without a name, whoever asks. */
const cover = aboutDuty(
  'rota cover',
  'responder',
  { ...spanFields, person: person({ summary: 'rota-field-cover', optional: true }) },
  async (answers, duty, scene, work) => {
    const span = await spanMeant(answers, duty, scene, work);
    if ('kind' in span) return span;
    const who = answers.person ?? scene.person;
    const name = await nameOf(work, who);
    if (!(await inTeam(work, duty, who))) return refused('rota-not-in-team', { name });
    const present = shifts(await rotaStore(work).rota(duty, span), span);
    if (present.every(({ people }) => people.includes(who))) return refused('rota-on-anyway', { name });
    return change(work, duty, scene, { kind: 'add', person: who, ...span });
  },
);

const drop = aboutDuty(
  'rota drop',
  'team',
  { person: person({ summary: 'rota-field-drop' }), ...spanFields },
  async (answers, duty, scene, work) => {
    const span = await spanMeant(answers, duty, scene, work);
    if ('kind' in span) return span;
    const present = shifts(await rotaStore(work).rota(duty, span), span);
    if (!present.some(({ people }) => people.includes(answers.person)))
      return refused('rota-not-on', { name: await nameOf(work, answers.person) });
    return change(work, duty, scene, { kind: 'remove', person: answers.person, ...span });
  },
);

const replace = aboutDuty(
  'rota replace',
  'team',
  { person: person({ summary: 'rota-field-drop' }), by: person({ summary: 'rota-field-by' }), ...spanFields },
  async (answers, duty, scene, work) => {
    const span = await spanMeant(answers, duty, scene, work);
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
export async function clashes(
  work: Work,
  duty: Duty,
  by: string,
  instead: string,
  span: Span,
): Promise<Outcome | undefined> {
  const rota = await rotaStore(work).rota(duty, span);
  const all = shifts(rota, span);
  if (!all.some(({ people }) => people.includes(instead)))
    return refused('rota-not-on', { name: await nameOf(work, instead) });
  return all.some(({ people }) => people.includes(instead) && people.includes(by))
    ? refused('rota-on-already', { name: await nameOf(work, by) })
    : undefined;
}

/** Whoever sees a gap first fills it: all of it that is still left, of the first one or of the one that was told. */
const fill = aboutDuty(
  'rota fill',
  'responder',
  { gap: when({ summary: 'rota-field-gap', optional: true }) },
  async ({ gap }, duty, scene, work) => {
    const found = await gapsAhead(work, duty);
    if (found.length === 0) return refused('rota-no-gap', { duty: dutyIn(duty) });
    const zone = await zoneOf(work, scene.person, scene.community);
    const from = gap === undefined ? work.now.getTime() : momentOf(gap, zone, work.now, 'from');
    const mine = found.filter(({ free }) => free.includes(scene.person));
    // One that is told has begun meanwhile, or has been filled in part.
    const meant =
      gap === undefined
        ? mine[0]
        : found.find(({ start, end }) => from < end && start <= Math.max(from, work.now.getTime()));
    if (!meant) return refused(gap === undefined ? 'rota-no-gap-yours' : 'rota-gap-filled');
    if (!mine.includes(meant)) return refused(meant.on.includes(scene.person) ? 'rota-gap-on' : 'rota-no-gap-yours');
    return change(work, duty, scene, { kind: 'add', person: scene.person, start: meant.start, end: meant.end });
  },
);

/** How long somebody who takes a free place has it, where nothing tells when it would end. In milliseconds. */
const endless = days(1);

/** At once, without asking anybody: somebody had to leave. Until the shift would have ended. */
const take = aboutDuty(
  'rota take',
  'responder',
  { person: person({ summary: 'rota-field-take', optional: true }) },
  async (answers, duty, scene, work) => {
    const now = work.now.getTime();
    // As far as a turn can last.
    const soon = { start: now, end: now + days(35) };
    const rota = await rotaStore(work).rota(duty, soon);
    const on = onDuty(rota, now);
    if (on.includes(scene.person)) return refused('rota-on-it');
    if (answers.person !== undefined && !on.includes(answers.person))
      return refused('rota-not-on', { name: await nameOf(work, answers.person) });
    const team = await availabilityOf(work, duty.community);
    const missing = on.find((each) => !team.some((one) => one.person === each && counts(one, now)));
    const whom = answers.person ?? missing ?? (on.length >= duty.seats ? on[0] : undefined);
    // Where a seat is free it is that one, for as long as it would be.
    if (whom === undefined) {
      const { end } = shifts(rota, soon)[0]!;
      const until = end === soon.end ? now + endless : end;
      return change(work, duty, scene, { kind: 'add', person: scene.person, start: now, end: until });
    }
    const { end } = shiftOf(rota, whom, soon)!;
    return change(work, duty, scene, { kind: 'replace', person: whom, by: scene.person, start: now, end });
  },
);

export const changes = [cover, fill, drop, replace, take];
