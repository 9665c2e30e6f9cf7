/** How a case stands, as short labels on its topic in the shared space: for whoever may hear of it, and nobody else. */
import { text, type Text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { settingsOf, type Settings } from '../community/index.ts';
import type { Circle } from './circle.ts';
import { both } from './rules.ts';
import { groupOfSpace } from './telling.ts';

const states = ['urgent', 'needs-two', 'needs-one', 'staffed', 'closed'] as const;
const severities = ['s0', 's1', 's2', 's3', 's4'] as const;
const label = (name: (typeof states)[number] | (typeof severities)[number]): Text => text(`cases-label-${name}`);

/** The labels of a case: at most one for its state, one for its severity, one when it is urgent. */
function labelsOf({ row, pair }: Circle): Text[] {
  const open = row.state === 'open';
  const state = !open ? 'closed' : both(pair) ? 'staffed' : pair.lead === undefined ? 'needs-two' : 'needs-one';
  return [
    ...(open && row.urgent ? [label('urgent')] : []),
    label(state),
    ...(row.severity === null ? [] : [label(severities[row.severity]!)]),
  ];
}

/** Shows how a case stands, where it has a topic. A closed one is put away. */
export async function mark(work: Work, circle: Circle): Promise<void> {
  const { row, settings } = circle;
  if (row.topic === null || !settings.space) return;
  await work.mark({ space: settings.space, topic: row.topic, locale: settings.language }, labelsOf(circle), {
    over: row.state === 'closed',
    group: groupOfSpace(row.id),
  });
}

/** Has all labels made ready in a space before there is any case: which of them there are must tell nothing. */
export async function readyLabels(work: Work, community: string): Promise<void> {
  const { space, language }: Settings = await settingsOf(work, community);
  if (space) await work.mark({ space, locale: language }, [...states, ...severities].map(label));
}
