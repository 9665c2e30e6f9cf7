/** Messages of encrypted rooms, sealed and opened (Matrix specification, `m.megolm.v1.aes-sha2`). */
import { setTimeout as pause } from 'node:timers/promises';
import {
  CollectStrategy,
  DecryptionErrorCode,
  DecryptionSettings,
  EncryptionAlgorithm,
  EncryptionSettings,
  MegolmDecryptionError,
  RoomId,
  RoomSettings,
  ShieldStateCode,
  TrustRequirement,
  type OlmMachine,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { seconds } from '../../../time/clock.ts';
import type { RoomEvent } from '../events.ts';
import { MatrixFault } from '../http.ts';
import type { Forgetting } from './forget.ts';
import type { Crypto, Opened } from './index.ts';
import { userIds, type Requests } from './requests.ts';
import type { Turns } from '../turns.ts';

const algorithm = 'm.megolm.v1.aes-sha2';
/** How long a message may hold up those that came after it. */
const moment = seconds(0.3);

type Messages = Pick<Crypto, 'encrypted' | 'isEncrypted' | 'seal' | 'open'> & {
  /** The devices of these users are known better than before; gives the sessions that can be tried again by that. */
  devicesOf(users: readonly string[]): readonly string[];
};

/** By which `Opened.session` names the key of a message. */
export const sessionOf = (room: string, session: unknown): string =>
  typeof session === 'string' ? `${room} ${session}` : '';

/** Devices are trusted whether or not their owner has signed them: nobody is kept from telling what happened. */
export const anyDevice = (): DecryptionSettings => new DecryptionSettings(TrustRequirement.Untrusted);

export function newMessages(
  machine: OlmMachine,
  requests: Requests,
  turns: Turns,
  forgetting: Pick<Forgetting, 'used' | 'rotates'>,
): Messages {
  /** Rooms that want to be encrypted in a way that is not known here. */
  const strange = new Set<string>();
  /** Sessions of devices that could not be told to be their sender's, by the sender. */
  const unknown = new Map<string, Set<string>>();
  /** Whose devices are being asked for. */
  const slow = new Set<string>();
  const settingsOf = async (room: string): Promise<RoomSettings | undefined> =>
    await machine.getRoomSettings(new RoomId(room));

  async function sessionFor(room: string, readers: readonly string[]): Promise<void> {
    await machine.updateTrackedUsers(userIds(readers));
    // First who has which devices: to begin conversations, the library would wait for that.
    await requests.know(readers);
    await requests.claim(readers);
    const settings = new EncryptionSettings();
    settings.sharingStrategy = CollectStrategy.allDevices();
    const { sessionRotationPeriodMs: milliseconds, sessionRotationPeriodMessages: messages } =
      (await settingsOf(room)) ?? {};
    // In microseconds.
    if (milliseconds !== undefined) settings.rotationPeriod = BigInt(milliseconds) * 1_000n;
    if (messages !== undefined) settings.rotationPeriodMessages = BigInt(messages);
    const shared = await machine.shareRoomKey(new RoomId(room), userIds(readers), settings);
    for (const request of shared) await requests.send(request);
  }

  /** Asks for somebody's devices; where that takes longer, whatever comes of it, others are heard meanwhile. */
  async function inAMoment(user: string): Promise<void> {
    if (slow.has(user)) return;
    slow.add(user);
    // Without an answer, the library goes on asking.
    const told = requests
      .query(user)
      .catch(() => {})
      .finally(() => slow.delete(user));
    const over = new AbortController();
    await Promise.race([told, pause(moment, undefined, { signal: over.signal }).catch(() => {})]);
    over.abort();
  }

  async function tryToOpen(room: string, event: RoomEvent): Promise<RoomEvent | 'no key' | 'unknown device' | 'no'> {
    try {
      const opened = await machine.decryptRoomEvent(JSON.stringify(event), new RoomId(room), anyDevice());
      const shield = opened.shieldState(true).code;
      if (shield === ShieldStateCode.UnknownDevice) return 'unknown device';
      if (shield !== undefined && unvouched.has(shield)) return 'no';
      const { type, content } = JSON.parse(opened.event) as RoomEvent;
      return { ...event, type, content };
    } catch (error) {
      if (!(error instanceof MegolmDecryptionError)) return 'no';
      return keyMayCome.has(error.code) ? 'no key' : 'no';
    }
  }

  return {
    // Not in turn with sealing, which may wait for somebody's homeserver: what is new is not held up by that.
    encrypted: (room, content) =>
      turns.put(`settings ${room}`, async () => {
        const { algorithm: wanted, rotation_period_ms: milliseconds, rotation_period_msgs: messages } = Object(content);
        if (wanted === algorithm) strange.delete(room);
        else strange.add(room);
        await forgetting.rotates(room, content);
        // How it is done stays as it was told first: what comes later may not make it weaker.
        if (await settingsOf(room)) return;
        const settings = new RoomSettings();
        settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
        if (isCount(milliseconds)) settings.sessionRotationPeriodMs = Math.min(milliseconds, longest.milliseconds);
        if (isCount(messages)) settings.sessionRotationPeriodMessages = Math.min(messages, longest.messages);
        await machine.setRoomSettings(new RoomId(room), settings);
      }),
    isEncrypted: async (room) => (await settingsOf(room)) !== undefined,

    // Sharing and sealing together, or the session could be replaced in between, which ends the library.
    seal: (room, readers, type, content) =>
      turns.put(`room ${room}`, async () => {
        if (strange.has(room)) throw new MatrixFault('denied', 'matrix: an encryption that is not known here');
        await sessionFor(room, readers);
        const sealed = JSON.parse(await machine.encryptRoomEvent(new RoomId(room), type, JSON.stringify(content)));
        await forgetting.used(room, sealed.session_id);
        return sealed as object;
      }),

    async open(room, event): Promise<Opened> {
      const { algorithm: used, session_id: id } = Object(event.content);
      const session = sessionOf(room, id);
      if (used !== algorithm || session === '') return { ok: false, waiting: false, session };
      let seen = await tryToOpen(room, event);
      if (seen === 'unknown device') {
        // Before its devices can be told, or nobody would try again.
        unknown.set(event.sender, (unknown.get(event.sender) ?? new Set()).add(session));
        await inAMoment(event.sender);
        seen = await tryToOpen(room, event);
      }
      if (seen === 'unknown device') return { ok: false, waiting: true, session };
      if (typeof seen !== 'object') return { ok: false, waiting: seen === 'no key', session };
      await forgetting.used(room, id);
      return { ok: true, event: seen };
    },

    devicesOf(users) {
      return users.flatMap((user) => {
        const sessions = [...(unknown.get(user) ?? [])];
        unknown.delete(user);
        return sessions;
      });
    },
  };
}

const keyMayCome: ReadonlySet<DecryptionErrorCode> = new Set([
  DecryptionErrorCode.MissingRoomKey,
  DecryptionErrorCode.UnknownMessageIndex,
]);

/** Whose words it is can't be told: the key is another user's, or came by somebody else (CVE-2026-45056). */
const unvouched: ReadonlySet<ShieldStateCode> = new Set([
  ShieldStateCode.MismatchedSender,
  ShieldStateCode.AuthenticityNotGuaranteed,
]);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
/** The specification's own defaults: a room may ask for a new key sooner, not later. */
const longest = { milliseconds: 604_800_000, messages: 100 };
