import { command } from '../../chat/command.ts';
import { person, text as textField, yesno } from '../../chat/field.ts';
import { said, say, text, type Message } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { after, minutes } from '../../time/clock.ts';
import { join, letIn, nameOf, part, personOf, responders, routeOrder, takeOut, teamsOf } from './directory.ts';
import { peopleStore } from './store.ts';

const teamAdd = command({
  name: 'team add',
  summary: 'people-team-add',
  who: 'steward',
  fields: { person: person({ summary: 'people-team-person' }) },
  async run(answers, scene, work) {
    if (scene.community === undefined) return refused('no-community');
    await letIn(work, scene.community, answers.person, null);
    return done(say(text('people-team-added', { name: await nameOf(work, answers.person) })));
  },
});

const teamRemove = command({
  name: 'team remove',
  summary: 'people-team-remove',
  who: 'steward',
  fields: { person: person({ summary: 'people-team-person' }) },
  async run(answers, scene, work) {
    if (scene.community === undefined) return refused('no-community');
    const held = await peopleStore(work).standings(scene.community, answers.person);
    await takeOut(work, scene.community, answers.person);
    const byRole = held.some((each) => each.byRole !== null);
    // A role that they hold, now or later, would let them in again at their next command.
    await peopleStore(work).join(scene.community, answers.person, 'out', null);
    const name = await nameOf(work, answers.person);
    return done(say(text('people-team-removed', { name }), ...(byRole ? ['people-team-removed-role'] : [])));
  },
});

const teamList = command({
  name: 'team list',
  summary: 'people-team-list',
  who: 'steward',
  fields: {},
  async run(_, scene, work) {
    if (scene.community === undefined) return refused('no-community');
    const names = await Array.fromAsync(await responders(work, scene.community), (each) => nameOf(work, each));
    if (names.length === 0) return done(say('people-team-empty'));
    return done({
      parts: [
        { kind: 'paragraph', text: text('people-team') },
        { kind: 'list', items: names.map(said) },
      ],
    });
  },
});

/** What could not be delivered, shown where they are; nothing to whoever hides, until they ask to go on. */
const inbox = command({
  name: 'inbox',
  summary: 'people-inbox',
  who: 'anyone',
  discreet: true,
  fields: {},
  async run(_, scene, work) {
    if ((await personOf(work, scene.person))?.silence === 'hidden') {
      const show = { label: text('word-show'), does: { kind: 'answer', value: 'word:word-show' } } as const;
      return done({ ...say('neutral-hello'), choices: [show] });
    }
    const count = await work.undelivered();
    if (count === 0) return done(say('people-inbox-nothing'));
    return done({
      ...say(text('people-inbox-all', { count }), 'people-inbox-how'),
      choices: [{ label: text('undelivered-answer'), does: { kind: 'command', name: 'report', args: {} } }],
    });
  },
});

/** How long a code can be used. */
const claimLife = minutes(15);

/** An account on another platform is theirs as well: a code is made with the one, and typed with the other. */
const accountLink = command({
  name: 'account link',
  summary: 'people-link',
  who: 'anyone',
  discreet: true,
  fields: {
    code: textField({ summary: 'people-link-code', optional: true, max: 60 }),
    sure: yesno({ summary: 'people-link-sure', title: 'people-link-sure-title', optional: true }),
  },
  async run({ code, sure }, scene, work) {
    const store = peopleStore(work);
    // Where others read, a code would be anybody's.
    if (scene.place.kind !== 'direct') return refused('people-link-private');
    if (code === undefined) {
      if ((await teamsOf(work, scene.person)).length === 0) return refused('people-link-team');
      const made = work.id();
      await store.claim(made, scene.person, after(work.now, claimLife));
      return done({
        parts: [
          ...say('people-link-made').parts,
          { kind: 'paragraph', text: said(`account link ${made}`) },
          ...say('people-link-how').parts,
        ],
      });
    }
    const typed = code.trim().toLowerCase();
    const { person: into, askedOf } = (await store.claimed(typed)) ?? {};
    if (into === undefined) return refused('people-link-wrong');
    if (into === scene.person) return refused('people-link-same');
    // Of two on one platform neither could be taken out again.
    const here = await routeOrder(work, scene.person);
    if ((await routeOrder(work, into)).some((each) => here.includes(each))) return refused('people-link-platform');
    // Somebody may have been talked into it, and would give away all that they have told, and will tell.
    // So nobody can say yes before they have read what it means.
    if (sure === undefined || askedOf !== scene.person) {
      await store.asked(typed, scene.person);
      return done(areYouSure(typed));
    }
    await store.spend(typed);
    if (!sure) return refused('people-link-not');
    const platform = text(`platform-${scene.platform}`);
    await work.say({ person: into }, say(text('people-linked-told', { platform })), { duty: true });
    await join(work, scene.person, into);
    return done(say('people-linked'));
  },
});

const areYouSure = (code: string): Message => ({
  ...say('people-link-sure'),
  choices: (['yes', 'no'] as const).map((sure) => ({
    label: text(`people-link-${sure}`),
    does: { kind: 'command', name: 'account link', args: { code, sure } },
  })),
});

const accountUnlink = command({
  name: 'account unlink',
  summary: 'people-unlink',
  who: 'anyone',
  discreet: true,
  fields: { platform: textField({ summary: 'people-unlink-platform', max: 40 }) },
  async run({ platform: raw }, scene, work) {
    const platform = raw.trim().toLowerCase();
    const known = await routeOrder(work, scene.person);
    if (!known.includes(platform) || known.length < 2 || platform === scene.platform)
      return refused('people-unlink-unknown');
    await part(work, scene.person, platform);
    return done(say(text('people-unlinked', { platform: text(`platform-${platform}`) })));
  },
  suggest: async (_, scene, work) =>
    (await routeOrder(work, scene.person))
      .filter((each) => each !== scene.platform)
      .map((each) => ({ label: text(`platform-${each}`), value: each })),
});

export const commands = [inbox, teamAdd, teamRemove, teamList, accountLink, accountUnlink];
