/** Posts on their way out: into a direct room, or into a thread of the responders' room. */
import { randomUUID } from 'node:crypto';
import type { Rendered } from '../../chat/message.ts';
import { Fault } from '../../chat/outcome.ts';
import type { Delivered, Place, Post } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Crypto } from './crypto/index.ts';
import type { Directs } from './directs.ts';
import { findPost, keyField } from './find.ts';
import { MatrixFault, type Http } from './http.ts';
import { newPutter, transactionOf } from './put.ts';
import { changeOf, contentOf } from './render.ts';
import { typedFor } from './reactions.ts';
import type { Room, Rooms } from './rooms.ts';
import type { Spaces } from './spaces.ts';
import { isOpen } from './state.ts';
import { takeAway } from './takeaway.ts';
import { openThreads } from './threads.ts';
import type { Topics } from './topics.ts';
import { newUploads } from './uploads.ts';

export interface SenderGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly topics: Topics;
  readonly spaces: Spaces;
  readonly crypto: Crypto;
  readonly self: string;
  /** The operator lets cases into rooms that are not encrypted. */
  readonly plainAllowed: boolean;
}

/** As the facets of `Platform` by these names. */
export interface Sender {
  send(post: Post): Promise<Delivered>;
  find(post: Post): Promise<Delivered | undefined>;
  remove(what: Delivered): Promise<void>;
  edit(what: Delivered, message: Rendered): Promise<void>;
  redact(place: Place, message: string): Promise<void>;
}

/** After which one looks again whether a room's readers are known. */
const moment = seconds(0.2);

export function newSender(given: SenderGiven): Sender {
  const { http, rooms, directs, spaces, crypto, self, plainAllowed } = given;
  const putter = newPutter({ http, crypto, rooms });
  const uploads = newUploads(given);
  const threads = openThreads({ ...given, putter });

  /** Nobody else reads it, and it is sealed. */
  async function mustBeBetween(room: Room, account: string): Promise<Room> {
    if (rooms.readersOf(room).some((reader) => reader !== self && reader !== account))
      throw new Fault('denied', 'matrix: a direct room is read by others as well');
    if (isOpen(room) && !(await putter.isSealed(room)))
      throw new Fault('denied', 'matrix: anybody could read a direct room');
    await mustBeSealed(room);
    return room;
  }

  const directWith = async (account: string): Promise<Room> => mustBeBetween(await directs.roomOf(account), account);

  /** The direct room in which something was said. */
  async function stillDirect(place: string): Promise<Room> {
    const room = await rooms.of(place).catch((error: unknown) => {
      if (!(error instanceof MatrixFault) || error.kind !== 'denied') throw error;
    });
    const account = room && directs.accountOf(room);
    if (account === undefined)
      throw new Fault('unreachable', 'matrix: it was said in a room that is no direct one now');
    return mustBeBetween(room!, account);
  }

  async function mustBeSealed(room: Room): Promise<void> {
    if (!plainAllowed && !(await putter.isSealed(room)))
      throw new Fault('denied', 'matrix: the room is not encrypted, and the operator allows no case in it');
  }

  async function roomOfTopic(to: Topic): Promise<Room> {
    if (to.among) throw new Fault('invalid', 'matrix: a thread has no readers of its own');
    if (!spaces.isCurrent(to.space))
      throw new Fault('limited', 'matrix: who reads a room is not known yet', moment, true);
    const room = await rooms.of(to.space);
    await mustBeSealed(room);
    return room;
  }

  const roomOf = async (to: Place): Promise<Room> =>
    to.kind === 'direct' ? directWith(to.account) : isTopic(to) ? roomOfTopic(to) : rooms.of(to.space);

  /** Where something may stand that was said there: somebody may have several rooms with us. */
  const roomsOf = (to: Place): readonly string[] => (to.kind === 'direct' ? directs.roomsWith(to.account) : [to.space]);

  /** Its files, each by itself, and then its words, so that whoever finds the words finds all. */
  async function say(post: Post, room: Room, relation?: object): Promise<string> {
    const tooLarge: string[] = [];
    let first: string | undefined;
    for (const [at, file] of (post.files ?? []).entries()) {
      const content = await uploads.of(file, await putter.isSealed(room));
      if (content) {
        const sent = await putter.put(room, { ...content, ...reference(first) }, transactionOf(post.key, String(at)));
        first ??= sent;
      } else if (file.tooLarge !== undefined) tooLarge.push(file.tooLarge);
    }
    const more = tooLarge.map((text) => ({ kind: 'paragraph', text }) as const);
    const message = { ...post.message, parts: [...post.message.parts, ...more] };
    const typed = isTopic(post.to) ? typedFor(message) : {};
    const ours = { [keyField]: post.key, ...typed };
    const words = { ...contentOf(message, mentionsOf(post)), ...ours, ...reference(first), ...relation };
    return putter.put(room, words, transactionOf(post.key));
  }

  return {
    async send(post) {
      if (post.to.kind === 'shared' && (isTopic(post.to) || post.urgency !== 'answer'))
        await directs.use(post.to.space);
      const room = await roomOf(post.to);
      const message = isTopic(post.to)
        ? await threads.inThread(room, post.to.topic, (relation) => say(post, room, relation))
        : await say(post, room);
      return { place: room.id, message };
    },
    async find(post) {
      for (const room of roomsOf(post.to)) {
        const found = await findPost(given, room, post);
        if (!found) continue;
        if (isTopic(post.to)) await threads.found(room, post.to.topic, found);
        return { place: room, message: found.event_id };
      }
      return undefined;
    },
    async remove({ place, message }) {
      await directs.unsayMoved(place);
      const event = await putter.look(place, message);
      if (!event) return;
      await takeAway({ http, putter, self }, place, event);
      await threads.tidy(place, event);
    },
    async edit({ place, message }, words) {
      const room = await stillDirect(place);
      if (!(await putter.look(place, message))) return;
      // The same words may come back later: a transaction of its own.
      await putter.put(room, changeOf(contentOf(words, []), message), transactionOf(randomUUID()));
    },
    async redact(place, message) {
      for (const id of roomsOf(place)) {
        const event = await putter.look(id, message);
        if (!event) continue;
        const room = await rooms.of(id);
        if (room.powerOf(self) < room.powerFor('redact'))
          throw new Fault('denied', 'matrix: what others wrote can not be taken away there');
        await takeAway({ http, putter, self }, id, event);
      }
    },
  };
}

type Topic = Extract<Place, { kind: 'shared' }> & { readonly topic: string };
const isTopic = (to: Place): to is Topic => to.kind === 'shared' && to.topic !== undefined;

/** Whom a post rings for: only a page, and only in private. */
const mentionsOf = ({ urgency, to }: Post): readonly string[] =>
  urgency === 'page' && to.kind === 'direct' ? [to.account] : [];

/** Ties what belongs to one post to its first file, so that it can be taken away together. */
const reference = (first: string | undefined): object =>
  first === undefined ? {} : { 'm.relates_to': { rel_type: 'm.reference', event_id: first } };
