/** What an interaction is answered by: complete in itself, so that it outlives a restart of the program. */
import { InteractionType, type APIInteraction } from 'discord.js';

export interface Handle {
  readonly id: string;
  readonly token: string;
  readonly from: 'command' | 'button' | 'form';
  /** Others are near: the answer is shown to this person alone. */
  readonly whisper: boolean;
  /** As it stands in `Arrival.reply`. */
  readonly written: string;
}

const kinds = { c: 'command', b: 'button', f: 'form' } as const;

export function handleOf(interaction: APIInteraction): Handle {
  const kind =
    interaction.type === InteractionType.ModalSubmit
      ? 'f'
      : interaction.type === InteractionType.MessageComponent
        ? 'b'
        : 'c';
  const near = interaction.guild_id === undefined ? 'd' : 's';
  return readHandle(`~${kind}${near}.${interaction.id}.${interaction.token}`)!;
}

/** Nothing when it is no handle of ours. */
export function readHandle(written: string | undefined): Handle | undefined {
  const read = /^~([cbf])([ds])\.(\d+)\.(.+)$/s.exec(written ?? '');
  if (!read) return undefined;
  const [, kind, near, id, token] = read;
  return { id: id!, token: token!, from: kinds[kind as 'c'], whisper: near === 's', written: written! };
}
