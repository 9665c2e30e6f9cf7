/** Files that people attached. Their links expire, so a fresh one is asked for where the bot can read the message. */
import { Routes, type APIMessage } from 'discord.js';
import { Fault } from '../../chat/outcome.ts';
import type { FileRef } from '../../chat/field.ts';
import { seconds } from '../../time/clock.ts';
import type { Links } from './links.ts';
import { attachmentsOf } from './messages.ts';
import { faultOf, type Rest } from './rest.ts';

/** In bytes; above what Discord takes in one request. */
const largest = 30 * 1024 * 1024;
const patience = seconds(60);

/** By the link that came with it, while that one is good; otherwise a fresh one is asked for. */
export async function fetchFile(rest: Rest, links: Links, file: FileRef): Promise<Uint8Array> {
  if (file.size > largest) throw new Fault('invalid', 'discord: the file is too large');
  const link = await links.of(file);
  try {
    const bytes = await download(link ?? (await freshLink(rest, file)));
    await links.forget(file);
    return bytes;
  } catch (error) {
    if (link !== undefined && error instanceof Fault && error.kind === 'denied') await links.forget(file);
    throw error;
  }
}

async function freshLink(rest: Rest, file: FileRef): Promise<string> {
  const [channel = '', message = '', id = ''] = file.id.split('/');
  if (message === '-') throw new Fault('denied', 'discord: the link to a file has expired');
  const found = await rest.call<APIMessage>({ method: 'GET', path: Routes.channelMessage(channel, message) });
  const attachment = attachmentsOf(found).find((each) => each.id === id);
  if (!attachment) throw new Fault('denied', 'discord: the file is gone');
  if (attachment.size > largest) throw new Fault('invalid', 'discord: the file is too large');
  return attachment.url;
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(() => {
    throw new Fault('down', 'discord: the file could not be fetched');
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Fault(response.status >= 500 ? 'down' : 'denied', 'discord: the file could not be fetched');
  }
  return read(response.body);
}

/** Whatever size was announced, no more than the largest is ever held. */
async function read(body: NonNullable<Response['body']>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > largest) throw new Fault('invalid', 'discord: the file is too large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('down', faultOf(error).label);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
