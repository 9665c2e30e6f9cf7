import { command } from '../../chat/command.ts';
import { choice, number, place, role, text as textField, yesno } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import { hoursOfWeek, zone } from '../../chat/when.ts';
import { done, refused } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { choicesOf, emergencyCard, nameFor } from './directory.ts';
import { communityStore } from './store.ts';
import { change, overview } from './parts.ts';
import { defaults } from './settings.ts';
import type { Setup } from './setup.ts';

/** Without anything given it leads through all of it, or on from where it was left; otherwise it sets what is given. */
const setup = command({
  name: 'haven setup',
  summary: 'community-setup',
  who: 'steward',
  fields: {
    language: choice({ summary: 'community-set-language', of: ['en', 'es'], labels: 'language', optional: true }),
    name: textField({ summary: 'community-set-name', optional: true, max: 100 }),
    role: role({ summary: 'community-set-role', optional: true }),
    space: place({ summary: 'community-set-space', optional: true }),
    announce: place({ summary: 'community-set-announce', optional: true }),
    card: textField({ summary: 'community-set-card', optional: true, long: true, max: 4_000 }),
    outside: textField({ summary: 'community-set-outside', optional: true, long: true, max: 1_000 }),
    safeguarding: textField({ summary: 'community-set-safeguarding', optional: true, long: true, max: 1_000 }),
    listed: yesno({ summary: 'community-set-listed', optional: true }),
    again: number({ summary: 'community-set-again', optional: true, min: 1, max: 10_080 }),
    truth: number({ summary: 'community-set-truth', optional: true, min: 1, max: 10_080 }),
    zone: zone({ summary: 'community-set-zone', optional: true }),
    hours: hoursOfWeek({ summary: 'community-set-hours', optional: true }),
    training: number({ summary: 'community-set-training', optional: true, min: 0, max: 3_650 }),
    retention: number({ summary: 'community-set-retention', optional: true, min: 7, max: 3_650 }),
  },
  async run(answers, scene, work) {
    const { community, platform, server, place: where } = scene;
    if (community === undefined) return refused('no-community');
    const at = { community, platform, ...(server === undefined ? {} : { server }) };
    if (Object.keys(answers).length === 0) {
      const { forms = false, roles = false, called: name } = scene;
      const room = where.kind === 'shared' ? { id: where.space, ...(name === undefined ? {} : { name }) } : undefined;
      const given: Setup = {
        ...at,
        forms,
        roles,
        since: work.now.getTime(),
        fromMenu: false,
        ...(room ? { room } : {}),
      };
      await work.converse('setup', given);
      return done();
    }
    if (answers.role !== undefined && (server === undefined || scene.roles === false))
      return refused('community-role-in-server');
    const { hours, ...rest } = answers;
    await change(work, at, {
      ...rest,
      ...(hours ? { hours: hours.map((each) => ({ ...each, days: [...each.days] })) } : {}),
    });
    return done(await overview(work, community, scene.roles));
  },
});

const card = command({
  name: 'card',
  summary: 'community-card-command',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    return done(await emergencyCard(work, scene.community));
  },
});

/** Written from what is configured, so that it can't say what is not so. */
const privacy = command({
  name: 'privacy',
  summary: 'community-privacy-command',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    const { retention, space } =
      scene.community === undefined ? defaults : await communityStore(work).settings(scene.community);
    const candour = await work.candour(scene.person);
    return done({
      parts: [
        ...say('community-privacy', 'community-privacy-two', 'community-privacy-sealed', ...candour).parts,
        ...say(space === null ? 'community-privacy-direct' : 'community-privacy-space').parts,
        ...say(text('community-privacy-kept', { days: retention }), 'community-privacy-yours').parts,
      ],
    });
  },
});

/** In private: which community they write to, and another one where there is one to choose. */
export async function changeCommunity(scene: Scene, work: Work): Promise<void> {
  const choices = await choicesOf(work, scene.person);
  const name = scene.community === undefined ? '' : await nameFor(work, scene.person, scene.community);
  if (scene.place.kind === 'direct' && choices.length > 1) await work.converse('which', { shown: choices });
  else if (scene.community === undefined) await work.answer(say('community-unknown'));
  else await work.answer(name === '' ? say('community-only') : say(text('community-this', { name })));
}

const community = command({
  name: 'community',
  summary: 'community-community-command',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    await changeCommunity(scene, work);
    return done();
  },
});

export const commands = [setup, card, privacy, community];
