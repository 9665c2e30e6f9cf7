/**
 * Takes up a session of the last process: Discord tells once more what happened since. It is done by a plain
 * connection beside the one of discord.js, which can't take up a session whose caches are gone. It never begins
 * a session: what can't be taken up is lost, and told as such.
 */
import { GatewayCloseCodes, GatewayOpcodes as Op } from 'discord.js';
import type { Log } from '../../chat/ports.ts';
import { seconds } from '../../time/clock.ts';
import type { Told } from './listen.ts';
import type { Session } from './sessions.ts';

export interface Replay {
  /**
   * Hands over what was missed and all that comes since, in order; returns when everything is handed over that
   * happened before this call. False: the session could not be taken up.
   */
  handOver(hear: (told: Told) => void): Promise<boolean>;
  /** Ends it. `done`: the session is not needed any more; otherwise it can be taken up again. */
  close(done: boolean): void;
}

/** How long Discord may take to answer, in all. */
const patience = seconds(10);
const retryPause = 500;
/** Closing with 1000 gives a session up, any other code leaves it for some minutes (Discord's documentation). */
const code = { done: 1000, again: 4200 } as const;
const hopeless: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.SessionTimedOut,
]);

interface Packet extends Told {
  readonly op: number;
  readonly s: number | null;
}

export function takeUp(session: Session, token: string, log: Log): Replay {
  const opened = Promise.withResolvers<boolean>();
  const waiting: Told[] = [];
  let caughtUp: (() => void) | undefined;
  let hear = (told: Told): void => void waiting.push(told);
  let { seq } = session;
  let socket: WebSocket;
  let beating: NodeJS.Timeout | undefined;
  let over = false;
  const giveUp = setTimeout(() => end(code.done), patience);

  function end(how: number): void {
    over = true;
    clearTimeout(giveUp);
    clearInterval(beating);
    opened.resolve(false);
    caughtUp?.();
    socket.close(how);
  }

  const send = (op: number, d: unknown) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, d }));
  };
  const beat = () => send(Op.Heartbeat, seq);

  const told: Partial<Record<number, (packet: Packet) => void>> = {
    [Op.Hello]({ d }) {
      clearInterval(beating);
      beating = setInterval(beat, (d as { heartbeat_interval: number }).heartbeat_interval);
      send(Op.Resume, { token, session_id: session.id, seq });
    },
    [Op.Heartbeat]: beat,
    // What happened before a heartbeat is told before the answer to it.
    [Op.HeartbeatAck]: () => caughtUp?.(),
    [Op.InvalidSession]: () => end(code.done),
    [Op.Reconnect]: () => socket.close(code.again),
    [Op.Dispatch](packet) {
      seq = packet.s ?? seq;
      if (packet.t !== 'RESUMED') return hear(packet);
      clearTimeout(giveUp);
      opened.resolve(true);
      if (caughtUp) beat();
    },
  };

  function open(): void {
    const opening = new WebSocket(`${session.url}/?v=10&encoding=json`);
    socket = opening;
    opening.addEventListener('message', ({ data }) => {
      const packet = JSON.parse(String(data)) as Packet;
      if (!over) told[packet.op]?.(packet);
    });
    opening.addEventListener('close', (closed) => {
      if (over) return;
      if (hopeless.has(closed.code)) end(code.done);
      else setTimeout(() => !over && open(), retryPause);
    });
  }
  open();

  return {
    async handOver(listener) {
      if (!(await opened.promise)) return false;
      const caught = Promise.withResolvers<void>();
      caughtUp = caught.resolve;
      for (const each of waiting.splice(0)) listener(each);
      hear = listener;
      beat();
      const late = setTimeout(() => {
        log.warn('discord: a session that was taken up fell silent');
        caught.resolve();
      }, patience);
      await caught.promise;
      clearTimeout(late);
      return true;
    },
    close: (done) => end(done ? code.done : code.again),
  };
}
