import { command } from '../../chat/command.ts';
import { person } from '../../chat/field.ts';
import { said, say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { letIn, nameOf, personOf, responders, takeOut } from './directory.ts';
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

export const commands = [inbox, teamAdd, teamRemove, teamList];
