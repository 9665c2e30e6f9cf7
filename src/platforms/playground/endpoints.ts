/** The JSON endpoints that change something or ask with a body: what each takes, and what it does. */
import { z } from 'zod';
import { limits, type Room } from './room.ts';

/** One endpoint: the shape of its JSON, how that is put for people, and what it does. */
export interface Endpoint {
  readonly shape: z.ZodObject;
  readonly wanted: string;
  run(body: any, room: Room): Promise<unknown>;
}

const endpoint = <S extends z.ZodObject>(
  shape: S,
  wanted: string,
  run: (body: z.infer<S>, room: Room) => Promise<unknown>,
): Endpoint => ({ shape, wanted, run });

const as = z.string().min(1).max(100);
const eventId = z.string().regex(/^[\w-]{8,64}$/u);
const token = z.string().min(1).max(200);
const words = z.record(z.string().max(100), z.string());
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('direct'), account: as }),
  z.object({
    kind: z.literal('shared'),
    space: z.enum(['square', 'responders']),
    topic: z.string().min(1).max(200).exactOptional(),
  }),
]);
const upload = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(100),
  data: z.base64().transform((data) => Buffer.from(data, 'base64')),
  fails: z.boolean().exactOptional(),
});

export const endpoints: Readonly<Record<string, Endpoint>> = {
  say: endpoint(
    z.object({ as, place, text: z.string(), files: z.array(upload).max(limits.files).default([]), eventId }),
    '{"as", "place", "text", "eventId", "files"?: [{"name", "type", "data" (base64), "fails"?}] (ten at most)}',
    async (body, room) => {
      const files = body.files.map(({ data, ...file }) => ({ ...file, bytes: data }));
      return { received: await room.say(body.as, body.place, body.text, files, body.eventId) };
    },
  ),
  command: endpoint(
    z.object({ as, place, name: z.string().min(1).max(100), args: words, eventId }),
    '{"as", "place", "name", "args": {"field": "value"}, "eventId"}',
    async (body, room) => ({ received: await room.command(body.as, body.place, body.name, body.args, body.eventId) }),
  ),
  press: endpoint(z.object({ as, token, eventId }), '{"as", "token", "eventId"}', async (body, room) => ({
    received: await room.press(body.as, body.token, body.eventId),
  })),
  form: endpoint(
    z.object({ as, token, values: words, files: z.array(upload).max(limits.files).default([]), eventId }),
    '{"as", "token", "values": {"field": "value"}, "eventId", "files"?: as of say}',
    async (body, room) => {
      const files = body.files.map(({ data, ...file }) => ({ ...file, bytes: data }));
      return { received: await room.form(body.as, body.token, body.values, body.eventId, files) };
    },
  ),
  edit: endpoint(
    z.object({ as, id: token, text: z.string(), eventId }),
    '{"as", "id" (of the message), "text", "eventId"}',
    async (body, room) => ({ received: await room.edit(body.as, body.id, body.text, body.eventId) }),
  ),
  delete: endpoint(
    z.object({ as, id: token, eventId }),
    '{"as", "id" (of the message), "eventId"}',
    async (body, room) => ({ received: await room.delete(body.as, body.id, body.eventId) }),
  ),
  clock: endpoint(
    z.object({ to: z.iso.datetime({ offset: true }) }),
    '{"to": an ISO date and time with its offset, not in the past of the clock}',
    async (body, room) => {
      await room.clock(new Date(body.to));
      return { now: room.now.toISOString() };
    },
  ),
  language: endpoint(
    z.object({ as, locale: z.string().max(35) }),
    '{"as", "locale" (one of the languages of the house)}',
    async (body, room) => {
      await room.speak(body.as, body.locale);
      return { locale: body.locale };
    },
  ),
  plain: endpoint(z.object({ as, plain: z.boolean() }), '{"as", "plain": true or false}', async (body, room) => {
    await room.setPlain(body.as, body.plain);
    return { plain: body.plain };
  }),
  suggest: endpoint(
    z.object({ as, place, command: z.string().max(100), field: z.string().max(100), typed: z.string().max(400) }),
    '{"as", "place", "command", "field", "typed"}',
    (body, room) => room.suggest(body.as, body.place, body.command, body.field, body.typed),
  ),
};
