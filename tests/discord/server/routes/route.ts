/** What a route is made of, and what the routes share. A new route stands in one of the lists beside this file. */
import { Refusal, type Ground } from '../ground.ts';
import type { Judged } from '../judge.ts';
import { sees } from '../permissions.ts';
import type { Attachment, Channel, Message, State } from '../state.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Its groups are handed to `run`; the first one, and a token behind it, is what Discord counts limits by. */
  readonly path: RegExp;
  /**
   * What the body is measured by before `run` is called; `itself`: `run` measures. Without it no body may come.
   */
  readonly body?: Judged | 'itself';
  /** The parameters that may stand behind the question mark. */
  readonly query?: readonly string[];
  /** Needs no token of the bot, and isn't counted among its fifty requests a second. */
  readonly ofInteraction?: true;
  /** It makes or changes a message, which may have files. */
  readonly files?: true;
  /** `reason`: what is to stand in the server's audit log, as the header says it. */
  run(
    ground: Ground,
    params: string[],
    body: any,
    query: URLSearchParams,
    files: readonly Attachment[],
    reason: string | undefined,
  ): unknown;
}

export const unknownChannel = () => new Refusal(404, 10003, 'Unknown Channel');
export const unknownMessage = () => new Refusal(404, 10008, 'Unknown Message');
export const missingAccess = () => new Refusal(403, 50001, 'Missing Access');
export const missingPermissions = () => new Refusal(403, 50013, 'Missing Permissions');
export const invalidForm = (what: string) => new Refusal(400, 50035, `Invalid Form Body: ${what}`);

/** A channel that the bot can see. */
export function seen(state: State, id: string): Channel {
  const channel = state.channels.get(id);
  if (!channel) throw unknownChannel();
  if (channel.guild !== undefined && !state.guilds.get(channel.guild)!.members.has(state.bot.id)) throw missingAccess();
  if (!sees(state, channel, state.bot.id)) throw missingAccess();
  return channel;
}

export function messageIn(channel: Channel, id: string): Message {
  const found = channel.messages.find((each) => each.id === id);
  if (!found) throw unknownMessage();
  return found;
}
