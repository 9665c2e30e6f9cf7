/** Help at once: what can be asked for here, and first steps for the moment of an attack. Stores nothing. */
import { capability } from '../../chat/capability.ts';
import { command } from '../../chat/command.ts';
import { choice } from '../../chat/field.ts';
import { say, text } from '../../chat/message.ts';
import { done } from '../../chat/outcome.ts';
import { may } from '../people/index.ts';

const topics = ['doxxing', 'account', 'images', 'pileon', 'stalking'] as const;

const guide = command({
  name: 'guide',
  summary: 'guidance-command',
  who: 'anyone',
  fields: { about: choice({ summary: 'guidance-about', of: topics, labels: 'guidance-topic' }) },
  async run({ about }) {
    return done({
      parts: [
        { kind: 'paragraph', text: text(`guidance-${about}`) },
        { kind: 'list', items: [1, 2, 3].map((step) => text(`guidance-${about}-${step}`)) },
        { kind: 'paragraph', text: text('guidance-human') },
      ],
      choices: [
        { label: text('guidance-talk'), does: { kind: 'command', name: 'report', args: {} }, style: 'primary' },
      ],
    });
  },
});

const help = command({
  name: 'help',
  summary: 'guidance-help-command',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    const team = await may(work, scene.community, scene.person, 'responder');
    return done(
      say('guidance-help', 'guidance-help-words', ...(team ? ['guidance-help-team', 'guidance-help-rota'] : [])),
    );
  },
});

export const guidance = capability({ name: 'guidance', commands: [guide, help] });
