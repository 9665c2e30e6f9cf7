/**
 * Requests that carry files: `multipart/form-data` with the JSON in `payload_json` and the files in `files[n]`
 * (Discord's reference, "Uploading files").
 */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal, type Ground } from './ground.ts';
import type { Attachment, Guild, User } from './state.ts';

/** Files of one message, and the bytes of each and of the whole request. */
const most = { files: 10, each: 10 * 1024 * 1024, request: 25 * 1024 * 1024 } as const;

/** Bytes of one file; of an answer to an interaction the higher of what the server and the person have. */
export const uploadLimit = (guild?: Guild, user?: User): number =>
  Math.max(most.each, guild?.uploads ?? 0, user?.uploads ?? 0);

/** The same for a request: by the channel that it writes into, or by the interaction that it answers. */
function limitOf({ state, interactions }: Ground, path: string): number {
  const [, token] = /^\/(?:interactions|webhooks)\/\d+\/([\w-]+)/u.exec(path) ?? [];
  const asked = token === undefined ? undefined : interactions.get(token);
  const id = asked?.channel ?? /^\/channels\/(\d+)/u.exec(path)?.[1] ?? '';
  const guild = state.guilds.get(state.channels.get(id)?.guild ?? '');
  return uploadLimit(guild, asked && state.users.get(asked.user));
}

export interface Taken {
  /** The JSON as it was written. */
  readonly body: string;
  readonly files: readonly Attachment[];
}

/** Reads a request whatever its type. Throws `Refusal` where Discord would refuse. */
export async function take(
  ground: Ground,
  path: string,
  bytes: Buffer<ArrayBuffer>,
  headers: IncomingHttpHeaders,
): Promise<Taken> {
  const largest = limitOf(ground, path);
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: bytes.toString('utf8'), files: [] };
  if (bytes.length > Math.max(most.request, largest)) throw tooLarge();
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: Attachment[] = [];
  for (const [name, value] of form) {
    if (name === 'payload_json') continue;
    if (!/^files\[\d\]$/u.test(name) || typeof value === 'string') ground.refuse(`multipart: an unknown part ${name}`);
    else files.push(await fileOf(ground, value, largest));
  }
  if (files.length === 0) ground.refuse('multipart: without a file');
  if (files.length > most.files) ground.refuse('multipart: more than ten files');
  const body = form.get('payload_json');
  return { body: typeof body === 'string' ? body : '', files };
}

/** Discord keeps plain characters of a name alone. */
async function fileOf(ground: Ground, file: File, largest: number): Promise<Attachment> {
  if (file.size > largest) throw tooLarge();
  return {
    id: ground.state.id(),
    filename: file.name.replaceAll(/[^\w.-]/gu, '_'),
    content_type: file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}

const tooLarge = () => new Refusal(413, 40005, 'Request entity too large');
