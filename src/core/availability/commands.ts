import { command } from '../../chat/command.ts';
import { person, splitList, text as textField } from '../../chat/field.ts';
import { said, say, text, type Choice, type Message, type Text, type Words } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { hoursOfWeek, hoursText, momentOf, spanIn, spanOf, when, zone } from '../../chat/when.ts';
import { days } from '../../time/clock.ts';
import { settingsOf } from '../community/index.ts';
import { nameOf, responders, routeOrder, setRouteOrder, teamOf } from '../people/index.ts';
import { availabilityOf, isTrained, zoneOf } from './directory.ts';
import { languageCalled, languageName } from './languages.ts';
import { availabilityStore } from './store.ts';
import { planTraining } from './training.ts';

/** Longer than this nobody plans to be away; a slip of the finger does. In milliseconds. */
const longestAbsence = days(366);

/** So many absences can somebody have ahead: with each of them, the team is told of the gaps that it makes. */
const mostAbsences = 20;

const away = command({
  name: 'away',
  summary: 'availability-away',
  who: 'responder',
  discreet: true,
  fields: {
    from: when({ summary: 'availability-field-from' }),
    until: when({ summary: 'availability-field-until' }),
  },
  async run(answers, scene, work) {
    const clock = await zoneOf(work, scene.person, scene.community);
    const { start, end } = spanOf(answers.from, answers.until, clock, work.now);
    if (end <= start) return refused('availability-backwards');
    if (end - start > longestAbsence) return refused('availability-too-long');
    const store = availabilityStore(work);
    if ((await store.absences([scene.person], work.now)).length >= mostAbsences)
      return refused('availability-too-many', { most: mostAbsences });
    await store.leave(scene.person, { start, end });
    await work.audit('availability.away', scene.person);
    await changed(work, scene);
    const noted = text('availability-away-noted', spanIn(clock, { start, end }));
    return done(say(noted, 'availability-away-others', 'availability-away-back'));
  },
});

const back = command({
  name: 'back',
  summary: 'availability-back',
  who: 'responder',
  discreet: true,
  fields: { number: textField({ summary: 'availability-field-number', optional: true, max: 60 }) },
  async run(answers, scene, work) {
    const store = availabilityStore(work);
    const all = await store.absences([scene.person], work.now);
    if (all.length === 0) return refused('availability-not-away');
    const now = all.filter(({ start }) => start <= work.now.getTime());
    const written = answers.number?.trim();
    const meant =
      written === undefined
        ? now.length > 0 || all.length > 1
          ? now
          : all
        : // By its button, which means one of them for good, or by its number in the list.
          all.filter(({ id }, at) => id === written || String(at + 1) === written);
    if (meant.length === 0) return done(await overview(scene, work, { above: 'availability-which' }));
    for (const each of meant) await store.endAbsence(each);
    await work.audit('availability.back', scene.person);
    await changed(work, scene);
    return done(say('availability-back-noted'));
  },
});

const me = command({
  name: 'me show',
  summary: 'availability-me',
  who: 'responder',
  discreet: true,
  fields: {},
  run: async (_, scene, work) => done(await overview(scene, work, { how: true })),
});

const meSet = command({
  name: 'me set',
  summary: 'availability-me-set',
  who: 'responder',
  discreet: true,
  fields: {
    zone: zone({ summary: 'availability-field-zone', optional: true }),
    quiet: hoursOfWeek({ summary: 'availability-field-quiet', optional: true }),
    languages: textField({ summary: 'availability-field-languages', optional: true, max: 100 }),
    routes: textField({ summary: 'availability-field-routes', optional: true, max: 100 }),
  },
  async run(answers, scene, work) {
    const { languages, routes, ...rest } = answers;
    const spoken = languages && splitList(languages).map((each) => languageCalled(each, scene.locale));
    if (spoken && (spoken.length === 0 || spoken.includes(undefined))) return refused('availability-languages');
    if (routes !== undefined && !(await setRouteOrder(work, scene.person, splitList(routes.toLowerCase()))))
      return refused('availability-routes', { routes: (await routeOrder(work, scene.person)).join(', ') });
    const change = { ...rest, ...(spoken ? { languages: spoken as string[] } : {}) };
    if (Object.keys(change).length > 0) await availabilityStore(work).change(scene.person, change);
    await changed(work, scene);
    return done(await overview(scene, work, { how: Object.keys(answers).length === 0 }));
  },
});

/** Everything that somebody has told of themselves, as only they read it. `how`: with the way to change it. */
async function overview(
  scene: Scene,
  work: Work,
  { above, how = false }: { above?: string; how?: boolean } = {},
): Promise<Message> {
  const { community } = scene;
  const store = availabilityStore(work);
  const clock = await zoneOf(work, scene.person, community);
  const { quiet, languages } = await store.habits(scene.person);
  const absences = await store.absences([scene.person], work.now);
  const nothing = text('availability-nothing');
  const facts: (readonly [Text, Words])[] = [
    [text('availability-fact-zone'), said(clock)],
    [text('availability-fact-quiet'), quiet.length === 0 ? nothing : hoursText(quiet)],
    [
      text('availability-fact-languages'),
      languages.length === 0 ? nothing : said(languages.map((each) => languageName(each, scene.locale)).join(', ')),
    ],
    [text('availability-fact-routes'), said((await routeOrder(work, scene.person)).join(', '))],
    ...(community === undefined ? [] : await trainingFact(work, community, scene.person, clock)),
  ];
  return {
    parts: [
      ...(above === undefined ? [] : say(above).parts),
      { kind: 'facts', facts },
      ...(absences.length === 0
        ? say('availability-here').parts
        : [
            ...say('availability-away-list').parts,
            {
              kind: 'list' as const,
              items: absences.map(({ start, end }, at) =>
                text('availability-away-line', { number: at + 1, ...spanIn(clock, { start, end }) }),
              ),
            },
          ]),
      ...(how ? say('availability-me-how').parts : []),
    ],
    choices: absences.slice(0, 3).map(({ id }, at): Choice => ({
      label: text('availability-button-back', { number: at + 1 }),
      does: { kind: 'command', name: 'back', args: { number: id } },
    })),
  };
}

async function trainingFact(work: Work, community: string, person: string, clock: string) {
  const one = (await availabilityOf(work, community)).find((each) => each.person === person);
  if (!one || one.trainedUntil === Infinity) return [];
  const until: Words =
    one.trainedUntil === -Infinity
      ? text('availability-untrained')
      : text(isTrained(one, work.now.getTime()) ? 'availability-trained' : 'availability-lapsed', {
          until: { at: new Date(one.trainedUntil), zone: clock, show: 'day' },
        });
  return [[text('availability-fact-training'), until] as const];
}

const changed = async (work: Work, { community, person }: Scene): Promise<void> => {
  if (community !== undefined) await work.notice({ kind: 'availability', community, person });
};

const tieAdd = command({
  name: 'tie add',
  summary: 'availability-tie-add',
  who: 'responder',
  discreet: true,
  fields: {
    person: person({ summary: 'availability-field-tie' }),
    until: when({ summary: 'availability-field-tie-until', optional: true }),
  },
  async run(answers, scene, work) {
    if (answers.person === scene.person) return refused('availability-tie-self');
    const clock = await zoneOf(work, scene.person, scene.community);
    const until = answers.until === undefined ? null : new Date(momentOf(answers.until, clock, work.now, 'until'));
    if (until !== null && until <= work.now) return refused('availability-past');
    await availabilityStore(work).tie(scene.person, answers.person, until);
    await work.audit('availability.tie', scene.person);
    return done(
      say(text('availability-tie-noted', { name: await nameOf(work, answers.person) }), 'availability-tie-secret'),
    );
  },
});

const tieRemove = command({
  name: 'tie remove',
  summary: 'availability-tie-remove',
  who: 'responder',
  discreet: true,
  fields: { person: person({ summary: 'availability-field-tie' }) },
  async run(answers, scene, work) {
    const name = await nameOf(work, answers.person);
    if (!(await availabilityStore(work).untie(scene.person, answers.person)))
      return refused('availability-tie-not', { name });
    await work.audit('availability.untie', scene.person);
    return done(say(text('availability-tie-gone', { name })));
  },
});

const tieList = command({
  name: 'tie list',
  summary: 'availability-tie-list',
  who: 'responder',
  discreet: true,
  fields: {},
  async run(_, scene, work) {
    const all = await availabilityStore(work).declared(scene.person);
    if (all.length === 0) return done(say('availability-tie-none'));
    const clock = await zoneOf(work, scene.person, scene.community);
    const items = await Array.fromAsync(all, async ({ person: other, until }): Promise<Words> => {
      const name = await nameOf(work, other);
      return until === null
        ? said(name)
        : text('availability-tie-line', { name, until: { at: until, zone: clock, show: 'day' } });
    });
    return done({ parts: [...say('availability-ties').parts, { kind: 'list', items }] });
  },
});

const trainingSet = command({
  name: 'training set',
  summary: 'availability-training-set',
  who: 'steward',
  fields: {
    person: person({ summary: 'people-team-person' }),
    date: when({ summary: 'availability-field-date', optional: true }),
  },
  async run(answers, scene, work) {
    const { community } = scene;
    if (community === undefined) return refused('no-community');
    if (!(await responders(work, community)).includes(answers.person)) return refused('availability-not-in-team');
    const clock = await zoneOf(work, scene.person, community);
    const at = answers.date === undefined ? work.now : new Date(momentOf(answers.date, clock, work.now, 'from'));
    if (at > work.now) return refused('availability-future');
    await availabilityStore(work).trained(community, answers.person, at);
    await work.audit('availability.trained', answers.person);
    await work.notice({ kind: 'availability', community, person: answers.person });
    await planTraining(work, community, answers.person);
    const { training } = await settingsOf(work, community);
    return done(
      say(
        text('availability-training-noted', {
          name: await nameOf(work, answers.person),
          date: { at, zone: clock, show: 'day' },
        }),
        ...(training === 0 ? ['availability-training-unasked'] : []),
      ),
    );
  },
});

const trainingList = command({
  name: 'training list',
  summary: 'availability-training-list',
  who: 'steward',
  fields: {},
  async run(_, scene, work) {
    const { community } = scene;
    if (community === undefined) return refused('no-community');
    const clock = await zoneOf(work, scene.person, community);
    const trained = await availabilityStore(work).trainings(community);
    const items = await Array.fromAsync(await teamOf(work, community), async ({ person: each }): Promise<Words> => {
      const name = await nameOf(work, each);
      const at = trained.get(each);
      return at === undefined
        ? text('availability-training-none', { name })
        : text('availability-training-line', { name, date: { at, zone: clock, show: 'day' } });
    });
    const { training } = await settingsOf(work, community);
    const rule =
      training === 0 ? text('availability-training-unasked') : text('availability-training-rule', { days: training });
    return done({ parts: [...say(rule).parts, { kind: 'list', items }] });
  },
});

export const commands = [away, back, me, meSet, tieAdd, tieRemove, tieList, trainingSet, trainingList];
