/** Posts for the laws to send, and what came of them. */
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Rendered, RenderedPart } from '../../src/chat/message.ts';
import { Fault } from '../../src/chat/outcome.ts';
import type { Place, Post } from '../../src/chat/platform.ts';
import type { PersonUnderTest } from './laws.ts';

const nextKey = () => `law-${randomBytes(8).toString('hex')}`;

export const rendered = (parts: readonly RenderedPart[], choices: Rendered['choices'] = []): Rendered => ({
  parts,
  choices,
  orWrite: 'Or write:',
});
export const words = (text: string): Rendered => rendered([{ kind: 'paragraph', text }]);
export const to = (person: Pick<PersonUnderTest, 'account'>): Place => ({ kind: 'direct', account: person.account });
export const post = (place: Place, message: Rendered, more: Partial<Post> = {}): Post => ({
  key: nextKey(),
  to: place,
  message,
  urgency: 'answer',
  ...more,
});
export const faultOf = async (sending: Promise<unknown>): Promise<Fault> => {
  const failed = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(Fault);
  return failed as Fault;
};
export const texts = async (person: PersonUnderTest) => (await person.reads()).map((seen) => seen.text);
