/** What an interaction is answered by: complete in itself, so that it outlives a restart of the program. */
import { ApplicationIntegrationType, InteractionContextType, InteractionType, type APIInteraction } from 'discord.js';

export interface Handle {
  readonly id: string;
  readonly token: string;
  readonly from: 'command' | 'button' | 'form';
  /** Others are near: the answer is shown to this person alone. */
  readonly whisper: boolean;
  /** The bot itself is not there: Discord takes five further answers and no more. */
  readonly guest: boolean;
  /** As it stands in `Arrival.reply`. */
  readonly written: string;
}

const kinds = { c: 'command', b: 'button', f: 'form' } as const;

/** Nobody but this person and the bot reads there. */
export const inPrivate = ({ context, guild_id: guild }: APIInteraction): boolean =>
  context === undefined ? guild === undefined : context === InteractionContextType.BotDM;

/** The bot is a member of the server in which it happened. */
export const inOurServer = ({ guild_id: guild, authorizing_integration_owners: owners }: APIInteraction): boolean =>
  guild !== undefined && owners[ApplicationIntegrationType.GuildInstall] === guild;

export function handleOf(interaction: APIInteraction): Handle {
  const kind =
    interaction.type === InteractionType.ModalSubmit
      ? 'f'
      : interaction.type === InteractionType.MessageComponent
        ? 'b'
        : 'c';
  const near = inPrivate(interaction) ? 'd' : inOurServer(interaction) ? 's' : 'u';
  return readHandle(`~${kind}${near}.${interaction.id}.${interaction.token}`)!;
}

/** Nothing when it is no handle of ours. */
export function readHandle(written: string | undefined): Handle | undefined {
  const read = /^~([cbf])([dsu])\.(\d+)\.(.+)$/s.exec(written ?? '');
  if (!read) return undefined;
  const [, kind, near, id, token] = read;
  return {
    id: id!,
    token: token!,
    from: kinds[kind as 'c'],
    whisper: near !== 'd',
    guest: near === 'u',
    written: written!,
  };
}
