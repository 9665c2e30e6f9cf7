/** A second opinion on what the bot sends: by matrix-js-sdk, with which Element is built. */
import { createClient, ClientEvent, EventType, MatrixEventEvent, type MatrixEvent } from 'matrix-js-sdk';
import { logger } from 'matrix-js-sdk/lib/logger.js';
import { expect } from 'vitest';
import { until } from '../support/until.ts';
import { screenOf } from './harness.ts';
import { sentence, story, withGround } from './world.ts';

const nothing = () => {};
const silent = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  getChild: () => silent,
};
// It has a logger beside the one that it is given.
Object.assign(logger, silent);

const around = withGround();

for (const version of ['11', '12'])
  story(`in a room of version ${version} it is read, and its device is signed by its owner`, async (here) => {
    const { bot } = here.community;
    const kim = await around.ground.synapse.register('Kim');
    const client = createClient({
      baseUrl: around.ground.synapse.url,
      accessToken: kim.token,
      userId: kim.user,
      deviceId: kim.device,
      logger: silent,
    });
    try {
      await client.initRustCrypto({ useIndexedDB: false });
      const heard: MatrixEvent[] = [];
      const hear = (event: MatrixEvent) => {
        if (event.getSender() === bot.user && event.getType() === 'm.room.message') heard.push(event);
      };
      client.on(ClientEvent.Event, hear);
      client.on(MatrixEventEvent.Decrypted, hear);
      await client.startClient();
      const { room_id: room } = await client.createRoom({
        invite: [bot.user],
        is_direct: true,
        room_version: version,
        initial_state: [
          { type: EventType.RoomEncryption, state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
        ],
      });
      await until(() => client.getRoom(room)?.getMember(bot.user)?.membership === 'join', 20_000);
      await client.sendTextMessage(room, 'hello');
      const event = await until(() => heard[0], 20_000);
      expect([event.isEncrypted(), event.isDecryptionFailure(), event.getRoomId()]).toEqual([true, false, room]);
      const { text, alive } = screenOf({
        id: event.getId()!,
        room,
        sender: bot.user,
        at: event.getTs(),
        content: event.getContent(),
        encrypted: true,
        unreadable: false,
        thread: undefined,
      });
      expect(text).toContain(sentence('cases-hello'));
      expect(alive).toEqual([]);
      const crypto = client.getCrypto()!;
      const devices = (await crypto.getUserDeviceInfo([bot.user], true)).get(bot.user)!;
      // The account was made with a device of its own, which never had keys.
      expect(devices.size).toBe(1);
      for (const device of devices.keys())
        expect((await crypto.getDeviceVerificationStatus(bot.user, device))?.signedByOwner).toBe(true);
    } finally {
      client.stopClient();
    }
  });
