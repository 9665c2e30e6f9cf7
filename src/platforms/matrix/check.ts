/** What is missing on the homeserver or in a room, what does not work without it, and how to get it. */
import type { CheckOf, Finding } from '../../chat/platform.ts';
import type { MatrixOptions } from './config.ts';

export async function checkMatrix(_options: MatrixOptions, _of?: CheckOf): Promise<readonly Finding[]> {
  throw new Error('not built');
}
