/** A rendered message as the content of an `m.room.message`: a complete plain body beside HTML of the allowed tags. */
import type { Rendered } from '../../chat/message.ts';

export interface Content {
  readonly msgtype: 'm.text' | 'm.notice';
  readonly body: string;
  readonly format: 'org.matrix.custom.html';
  readonly formatted_body: string;
  /** Empty on all but a page: nobody's name in our words may ring for them (Matrix specification, "User and room mentions"). */
  readonly 'm.mentions': { readonly user_ids?: readonly string[] };
}

export function contentOf(_message: Rendered, _mentions: readonly string[]): Content {
  throw new Error('not built');
}
