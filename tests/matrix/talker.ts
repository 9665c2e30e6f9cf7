/**
 * A process that says numbers in a room, one after the other, until it is ended: `node talker.ts`, with what it needs
 * to know as JSON in `TALKER`. Prints a line for each number, and what is logged.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { House } from '../../src/chat/ports.ts';
import { openDevice, type DeviceGiven } from './device.ts';
import { recordingHouse } from '../support/house.ts';

export interface Talk {
  readonly device: DeviceGiven;
  /** A file for what the house keeps. */
  readonly kept: string;
  readonly room: string;
  readonly from: number;
}

const talk = JSON.parse(process.env['TALKER']!) as Talk;
const kept = new Map<string, string>(existsSync(talk.kept) ? JSON.parse(readFileSync(talk.kept, 'utf8')) : []);
const { keep, ...rest } = recordingHouse();
const house: House = {
  ...rest,
  keep: {
    ...keep,
    get: async (key) => kept.get(key),
    async put(key, value) {
      kept.set(key, value);
      writeFileSync(`${talk.kept}.new`, JSON.stringify([...kept]));
      renameSync(`${talk.kept}.new`, talk.kept);
    },
  },
  log: { info() {}, warn: console.log, error: console.log },
};
const device = await openDevice(house, talk.device);
await device.crypto.encrypted(talk.room, { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 7 });
console.log(`fingerprint ${device.crypto.fingerprint}`);
for (let number = talk.from; ; number += 1) {
  await device.says(talk.room, { msgtype: 'm.text', body: String(number) }, `number-${number}`);
  console.log(`said ${number}`);
}
