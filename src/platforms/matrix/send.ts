/** Posts on their way out: into a direct room, or into a thread of the responders' room. */
import type { Rendered } from '../../chat/message.ts';
import type { Delivered, Place, Post } from '../../chat/platform.ts';
import type { House } from '../../chat/ports.ts';
import type { Crypto } from './crypto/index.ts';
import type { Directs } from './directs.ts';
import type { Http } from './http.ts';
import type { Rooms } from './rooms.ts';
import type { Spaces } from './spaces.ts';
import type { Topics } from './topics.ts';

export interface SenderGiven {
  readonly house: House;
  readonly http: Http;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly spaces: Spaces;
  readonly topics: Topics;
  readonly crypto: Crypto;
  readonly self: string;
  /** The operator lets cases into rooms that are not encrypted. */
  readonly plainAllowed: boolean;
}

/** As the facets of `Platform` by these names. */
export interface Sender {
  send(post: Post): Promise<Delivered>;
  find(post: Post, others?: ReadonlySet<string>): Promise<Delivered | undefined>;
  remove(what: Delivered): Promise<void>;
  edit(what: Delivered, message: Rendered): Promise<void>;
  redact(place: Place, message: string): Promise<void>;
}

export function newSender(_given: SenderGiven): Sender {
  throw new Error('not built');
}
