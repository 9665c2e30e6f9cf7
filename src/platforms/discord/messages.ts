/** Discord's messages as arrivals. */
import { MessageReferenceType, MessageType, type APIMessage, type APIUser } from 'discord.js';
import type { FileRef } from '../../chat/field.ts';
import type { Account, Arrival, Place } from '../../chat/platform.ts';
import { shownOf } from './shown.ts';

/** A message as the gateway tells it; in private without the last two. */
export type ToldMessage = APIMessage & { readonly guild_id?: string; readonly member?: { readonly roles: string[] } };

/** 2015-01-01, from which Discord counts the milliseconds in its ids. */
const epoch = 1_420_070_400_000n;
export const timeOf = (id: string): Date => new Date(Number((BigInt(id) >> 22n) + epoch));
/** The smallest id that something made at this time can have. */
export const idAt = (at: Date): string => String((BigInt(Math.max(at.getTime(), Number(epoch))) - epoch) << 22n);

export const accountOf = (user: Pick<APIUser, 'id' | 'username' | 'global_name'>): Account => ({
  account: user.id,
  name: user.global_name ?? user.username,
});

/** Written by a human: a message, an answer to one, or one that was passed on. */
export const isHuman = (message: APIMessage): boolean =>
  message.author.bot !== true && (message.type === MessageType.Default || message.type === MessageType.Reply);

export function heard(message: ToldMessage, place: Place, how: { toUs: boolean; text?: string }): Arrival {
  return {
    eventId: message.id,
    at: timeOf(message.id),
    from: accountOf(message.author),
    place,
    ...(message.guild_id === undefined ? {} : { server: message.guild_id }),
    ...(message.member?.roles ? { roles: message.member.roles } : {}),
    what: {
      kind: 'message',
      id: message.id,
      text: how.text ?? textOf(message),
      files: filesOf(message),
      toUs: how.toUs,
      ...answersOf(message),
    },
  };
}

/** What this message answers, by Discord's own link. */
function answersOf({ type, message_reference: link }: APIMessage) {
  if (type !== MessageType.Reply || !link?.message_id) return {};
  return { answers: { place: link.channel_id, message: link.message_id } };
}

export function edited(message: ToldMessage, place: Place, text = textOf(message)): Arrival {
  return {
    eventId: `${message.id}/edited/${message.edited_timestamp}`,
    at: new Date(message.edited_timestamp!),
    from: accountOf(message.author),
    place,
    ...(message.guild_id === undefined ? {} : { server: message.guild_id }),
    what: { kind: 'edited', id: message.id, text },
  };
}

/** Discord doesn't say who took a message back; in private it is the one human who is there. */
export const deleted = (id: string, account: string, at: Date): Arrival =>
  gone(id, { account, name: '' }, { kind: 'direct', account }, at);

/** A message is gone from a place where several write: by whom, nobody tells. */
export const gone = (id: string, from: Account, place: Place, at: Date): Arrival => ({
  eventId: `${id}/deleted`,
  at,
  from,
  place,
  what: { kind: 'deleted', id },
});

/** What somebody passed on (a forwarded message) counts as her own words: it is what she wants us to see. */
const passedOn = (message: APIMessage) =>
  message.message_reference?.type === MessageReferenceType.Forward
    ? (message.message_snapshots ?? []).map((each) => each.message)
    : [];

export const textOf = (message: APIMessage): string => withPassedOn(message, message.content);

/** As a reader sees it: with all that it shows beside its words. */
export const copyOf = (message: APIMessage): string => withPassedOn(message, shownOf(message));

const withPassedOn = (message: APIMessage, words: string): string =>
  [words, ...passedOn(message).map(shownOf)].filter((each) => each !== '').join('\n\n');

/** The files of a message, and of what was passed on with it. */
export const attachmentsOf = (message: APIMessage) => [
  ...message.attachments,
  ...passedOn(message).flatMap((each) => each.attachments),
];

const filesOf = (message: APIMessage): FileRef[] =>
  attachmentsOf(message).map((file) => ({
    // Links to files expire, so a file is found again by where it stands.
    id: `${message.channel_id}/${message.id}/${file.id}`,
    name: file.filename,
    type: file.content_type ?? 'application/octet-stream',
    size: file.size,
  }));
