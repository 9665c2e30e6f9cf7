/**
 * The playground over HTTP: the page as it stands in `page/`, and the JSON endpoints that it uses, which
 * programs may use as well. The readme lists them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Fault } from '../../chat/outcome.ts';
import { WebError, type Answer, type Asked, type Handler } from '../../chat/web.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { limits, NotPossible, type Room } from './room.ts';
import { changes } from './stream.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const queries: Readonly<Record<string, (asked: Asked, room: Room) => unknown>> = {
  room: (_asked, room) => ({
    people: room.people.map((person) => ({
      ...person,
      locale: room.localeOf(person.account),
      plain: room.wantsPlain(person.account),
    })),
    locales: room.locales,
    now: room.now.toISOString(),
    limits,
  }),
  views: (asked, room) => room.views(who(asked, room)),
  commands: (asked, room) => room.commands(who(asked, room)),
};

/** Answers for one room until `stopping` aborts; then open streams end. */
export function handler(room: Room, stopping: AbortSignal): Handler {
  const folder = new URL('./page/', import.meta.url);
  const files = new Set(readdirSync(folder));
  return async (asked) => {
    const name = asked.path === '' ? 'index.html' : asked.path;
    if (asked.method === 'GET' || asked.method === 'HEAD') {
      if (files.has(name)) return page(new URL(name, folder));
      if (name === 'events') return changes(room, asked, stopping);
      if (name === 'file') return file(asked, room);
      const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
      if (query) return json(200, await attempt(async () => query(asked, room)));
    }
    const found = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
    if (!found) throw new WebError(404, 'There is nothing here. The readme of the playground lists what there is.');
    if (asked.method !== 'POST') throw new WebError(405, 'Use POST with a JSON body here.');
    const body = await read(asked, found);
    return json(200, await attempt(() => found.run(body, room)));
  };
}

async function read(asked: Asked, { shape, wanted }: Endpoint): Promise<unknown> {
  if (!/^application\/json\b/iu.test(asked.headers['content-type'] ?? '')) {
    throw new WebError(415, 'Send JSON, with the header "Content-Type: application/json".');
  }
  const send = `Send a JSON object: ${wanted}.`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await asked.body()));
  } catch (error) {
    if (error instanceof WebError) throw error;
    throw new WebError(400, `This is not JSON in UTF-8. ${send}`);
  }
  const result = shape.safeParse(parsed);
  if (result.success) return result.data;
  // Names of our own fields only: whatever else stands in the path came from outside.
  const wrong = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))].filter((field) =>
    Object.hasOwn(shape.shape, field),
  );
  throw new WebError(400, `${wrong.length > 0 ? `Missing or wrong: ${wrong.join(', ')}. ` : ''}${send}`);
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotPossible) throw new WebError(400, error.message);
    if (error instanceof Fault)
      throw new WebError(503, "The playground can't take this in just now. Try again shortly.");
    throw error;
  }
}

function who(asked: Asked, room: Room): string {
  const account = asked.query.get('as') ?? '';
  if (room.people.some((person) => person.account === account)) return account;
  throw new WebError(400, 'Say through whose eyes: add ?as= and the account of a person.');
}

const page = (file: URL): Answer => ({
  status: 200,
  type: mediaTypes[extname(file.pathname)] ?? 'application/octet-stream',
  body: readFileSync(file),
});

/** What a browser draws without running anything. All else is saved, whatever it says that it is. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A file of the bot's, for a person before whose eyes it stands. Its address says nothing of what it is. */
async function file(asked: Asked, room: Room): Promise<Answer> {
  const found = await attempt(() => room.fileFor(who(asked, room), asked.query.get('id') ?? ''));
  if (!found) throw new WebError(404, 'There is no such file, or it was taken back.');
  const { name, type } = found.file;
  const drawn = pictures.has(type.toLowerCase());
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (sign) => `%${sign.codePointAt(0)!.toString(16)}`);
  return {
    status: 200,
    type: drawn ? type.toLowerCase() : 'application/octet-stream',
    body: found.bytes,
    headers: {
      'Content-Disposition': `${drawn ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded}`,
      // A file is never a page of ours, whatever stands in it.
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  };
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});
