/** What a command of a context menu was used on, as Discord itself gives it; nobody else could have changed it. */
import {
  ApplicationCommandType,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIUserApplicationCommandInteraction,
} from 'discord.js';
import type { Subject } from '../../chat/platform.ts';
import type { Links } from './links.ts';
import { accountOf, attachmentsOf, copyOf, timeOf } from './messages.ts';

type Menu = APIMessageApplicationCommandInteraction | APIUserApplicationCommandInteraction;

export const isMenu = (data: { readonly type: ApplicationCommandType }): boolean =>
  data.type === ApplicationCommandType.Message || data.type === ApplicationCommandType.User;

/** The subject, and what must be kept until its files are fetched. */
export function subjectOf(
  { data, channel }: Menu,
  bot: string,
  links: Links,
): { subject: Subject; keep: [string, string][] } | undefined {
  const message = data.type === ApplicationCommandType.Message ? data.resolved.messages[data.target_id] : undefined;
  const user = data.type === ApplicationCommandType.User ? data.resolved.users[data.target_id] : message?.author;
  if (!user) return undefined;
  const ours = user.id === bot ? ({ ours: true } as const) : {};
  if (!message) return { subject: { person: accountOf(user), ...ours }, keep: [] };
  const files = attachmentsOf(message).map((file) => links.note(file, { channel: message.channel_id, id: message.id }));
  return {
    subject: {
      person: accountOf(user),
      ...ours,
      message: {
        id: message.id,
        ...('name' in channel && channel.name ? { place: `#${channel.name}` } : {}),
        at: timeOf(message.id),
        ...editedAt(message),
        text: copyOf(message),
        files: files.map(({ file }) => file),
      },
    },
    keep: files.map(({ keep }) => keep),
  };
}

const editedAt = ({ edited_timestamp: at }: APIMessage) => (at === null ? {} : { edited: new Date(at) });
