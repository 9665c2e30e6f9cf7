/** Posts of one topic in one thread of a room (Matrix specification, "Threading"). */
import type { House } from '../../chat/ports.ts';
import type { RoomEvent } from './events.ts';
import type { Http } from './http.ts';
import type { Putter } from './put.ts';
import type { Room, Rooms } from './rooms.ts';
import { hangingOn, relationOf } from './takeaway.ts';
import type { Topics } from './topics.ts';
import { inTurn } from './turns.ts';

export interface Threads {
  /**
   * Says something in a topic's thread; the first message of it becomes the root. One at a time, so that there is but
   * one root. Gives its event id.
   */
  inThread(room: Room, topic: string, say: (relation: object) => Promise<string>): Promise<string>;
  /** A message of a topic was found to have arrived: it may be the root. */
  found(room: string, topic: string, event: RoomEvent): Promise<void>;
  /**
   * A message of ours is gone: where none of ours is left in its thread, what others wrote there goes as well, as far
   * as we may, since it tells of the case; and the next post begins a new thread.
   */
  tidy(room: string, gone: RoomEvent): Promise<void>;
}

export function openThreads(given: {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly topics: Topics;
  readonly putter: Putter;
  readonly self: string;
}): Threads {
  const { house, http, rooms, topics, putter, self } = given;
  const turns = inTurn();
  /** By root: our latest message there, for clients that show no threads. */
  const latest = new Map<string, string>();

  /** The root of a topic, as long as it stands. */
  async function rootOf(room: string, topic: string): Promise<string | undefined> {
    const root = topics.rootOf(room, topic);
    if (root === undefined || (await putter.look(room, root))) return root;
    await topics.forget(room, topic);
    return undefined;
  }

  return {
    inThread: (room, topic, say) =>
      turns.put(topic, async () => {
        const root = await rootOf(room.id, topic);
        const said = await say(root === undefined ? {} : threadOf(root, latest.get(root)));
        if (root === undefined) await topics.opened(room.id, topic, said);
        latest.set(root ?? said, said);
        return said;
      }),
    async found(room, topic, event) {
      if (topics.rootOf(room, topic) === undefined && relationOf(event).rel_type !== 'm.thread')
        await topics.opened(room, topic, event.event_id);
    },
    async tidy(room, gone) {
      const { rel_type: how, event_id: on } = relationOf(gone);
      const root = how === 'm.thread' && typeof on === 'string' ? on : gone.event_id;
      const topic = topics.topicOf(room, root);
      if (topic === undefined || (await putter.look(room, root))) return;
      const said = await hangingOn(http, room, root, 'm.thread');
      if (said.some(({ sender }) => sender === self)) return;
      const here = await rooms.of(room);
      if (said.length > 0 && here.powerOf(self) < here.powerFor('redact'))
        house.log.warn('matrix: what others wrote in an empty thread can not be taken away');
      else for (const { event_id: each } of said) await putter.redact(room, each);
      latest.delete(root);
      await topics.forget(room, topic);
    },
  };
}

const threadOf = (root: string, latest: string = root): object => ({
  'm.relates_to': {
    rel_type: 'm.thread',
    event_id: root,
    is_falling_back: true,
    'm.in_reply_to': { event_id: latest },
  },
});
