/** The bot's device by itself: its account, its keys, and what comes for it; without the rest of the platform. */
import type { House } from '../../src/chat/ports.ts';
import { matrixConfig } from '../../src/platforms/matrix/config.ts';
import { connect, type Connection } from '../../src/platforms/matrix/connect.ts';
import type { RoomEvent, SyncAnswer } from '../../src/platforms/matrix/events.ts';
import { path } from '../../src/platforms/matrix/http.ts';

export interface Device extends Connection {
  /** Takes in what is new; gives the events of rooms, as they came. */
  sync(): Promise<RoomEvent[]>;
  /** Asks for what is new, and takes none of it in. */
  answer(): Promise<SyncAnswer>;
  joins(room: string): Promise<void>;
  /** Sealed for those who are in the room. */
  says(room: string, content: object, transaction: string): Promise<string>;
  close(): Promise<void>;
}

export interface DeviceGiven {
  readonly homeserver: string;
  readonly user: string;
  readonly password?: string;
  readonly access_token?: string;
  readonly store: string;
}

export async function openDevice(house: House, given: DeviceGiven, over = (_fresh: boolean) => {}): Promise<Device> {
  const connection = await connect(matrixConfig.parse(given), house, over);
  const { http, crypto } = connection;
  // Over restarts: to be asked for everything, Synapse gives the same answer again for some minutes.
  let since = await house.keep.get('since');
  const answer = async (): Promise<SyncAnswer> => {
    const query = { timeout: '0', ...(since === undefined ? {} : { since }) };
    return http.insist({ method: 'GET', path: path('sync'), query });
  };
  return {
    ...connection,
    answer,
    async sync() {
      const told = await answer();
      await crypto.receive(told);
      since = told.next_batch;
      await house.keep.put('since', since);
      const joined = Object.values(told.rooms?.join ?? {});
      return joined.flatMap(({ timeline }) => timeline?.events ?? []);
    },
    joins: (room) => http.insist({ method: 'POST', path: path('join', room), body: {} }),
    async says(room, content, transaction) {
      const { joined } = await http.insist({ method: 'GET', path: path('rooms', room, 'joined_members') });
      const body = await crypto.seal(room, Object.keys(joined), 'm.room.message', content);
      const where = path('rooms', room, 'send', 'm.room.encrypted', transaction);
      return (await http.insist({ method: 'PUT', path: where, body })).event_id;
    },
    async close() {
      http.stop();
      await crypto.close();
    },
  };
}
