/** Invitations: joined where somebody wants to talk with us or asks us into their community, and not without end. */
import type { House } from '../../chat/ports.ts';
import type { Directs } from './directs.ts';
import type { StrippedEvent } from './events.ts';
import type { Http } from './http.ts';
import type { Rooms } from './rooms.ts';

export interface Invites {
  /** Answers an invitation; returns when it is decided, before the join is carried out. */
  invited(room: string, state: readonly StrippedEvent[]): Promise<void>;
  stop(): void;
}

export interface InvitesGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly self: string;
}

export async function openInvites(_given: InvitesGiven): Promise<Invites> {
  throw new Error('not built');
}
