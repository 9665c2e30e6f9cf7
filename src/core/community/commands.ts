import { command } from '../../chat/command.ts';
import { choice, number, text as textField } from '../../chat/field.ts';
import { said, say, text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { beginAnnouncing } from './announce.ts';
import { emergencyCard } from './directory.ts';
import { communityStore } from './store.ts';
import { defaults, type Settings } from './settings.ts';

const setup = command({
  name: 'haven setup',
  summary: 'community-setup',
  who: 'steward',
  fields: {
    language: choice({ summary: 'community-set-language', of: ['en', 'es'], labels: 'language' }),
    space: textField({ summary: 'community-set-space', optional: true, max: 200 }),
    announce: textField({ summary: 'community-set-announce', optional: true, max: 200 }),
    card: textField({ summary: 'community-set-card', optional: true, long: true, max: 4_000 }),
    outside: textField({ summary: 'community-set-outside', optional: true, long: true, max: 1_000 }),
    safeguarding: textField({ summary: 'community-set-safeguarding', optional: true, long: true, max: 1_000 }),
    again: number({ summary: 'community-set-again', optional: true, min: 1, max: 10_080 }),
    truth: number({ summary: 'community-set-truth', optional: true, min: 1, max: 10_080 }),
    retention: number({ summary: 'community-set-retention', optional: true, min: 7, max: 3_650 }),
  },
  async run(answers, scene, work) {
    if (scene.community === undefined) return refused('no-community');
    const store = communityStore(work);
    const { space, announce, ...rest } = answers;
    // A channel's mention and its bare id mean the same.
    const place = (id: string) => ({ platform: scene.platform, id: id.replace(/^<#(\d+)>$/u, '$1') });
    const change: Partial<Settings> = {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(space === undefined ? {} : { space: place(space) }),
      ...(announce === undefined ? {} : { announce: place(announce) }),
    };
    await store.change(scene.community, change);
    await work.audit('community.setup', scene.community, { changed: Object.keys(change).join(' ') });
    const now = await store.settings(scene.community);
    if (space !== undefined) await work.notice({ kind: 'space', community: scene.community });
    if (announce !== undefined) await beginAnnouncing(work, scene.community);
    const readers = now.space ? await store.readersOf(now.space.platform, now.space.id) : undefined;
    return done({
      parts: [
        { kind: 'paragraph', text: text('community-set') },
        {
          kind: 'facts',
          facts: [
            [text('community-fact-language'), text(`language-${now.language}`)],
            [text('community-fact-space'), now.space ? said(now.space.id) : text('community-nothing')],
            [text('community-fact-announce'), now.announce ? said(now.announce.id) : text('community-nothing')],
            [text('community-fact-card'), now.card === '' ? text('community-nothing') : said(now.card)],
            [text('community-fact-outside'), now.outside === '' ? text('community-nothing') : said(now.outside)],
            [text('community-fact-times'), text('community-times', { again: now.again, truth: now.truth })],
            [text('community-fact-retention'), text('community-days', { days: now.retention })],
          ],
        },
        ...(now.space && readers === undefined
          ? [{ kind: 'paragraph', text: text('community-readers-unknown') } as const]
          : []),
        ...(now.card === '' ? [{ kind: 'paragraph', text: text('community-card-missing') } as const] : []),
      ],
      // Without arguments it brings the form, where there are forms.
      ...(now.card === ''
        ? {
            choices: [
              { label: text('community-button-setup'), does: { kind: 'command', name: 'haven setup', args: {} } },
            ],
          }
        : {}),
    });
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

export const commands = [setup, card, privacy];
