/** Reading what somebody else wrote into an event: it may be of any type and any size. */
import { cut } from '../../chat/message.ts';

/** Characters of a name that are shown. */
const longestName = 100;

/**
 * A name without any power over the line that it stands in: no control character, none that turns the direction of
 * writing. Joiners stay, since languages and emoji are written with them. Empty where nothing visible is left.
 */
export function tame(given: unknown): string {
  if (typeof given !== 'string') return '';
  const name = given
    .slice(0, longestName * 10)
    .replaceAll(/(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(name) ? cut(name, longestName) : '';
}

/** The fields of a content, whatever it is. */
export const fields = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};

/** A text, where there is one. */
export const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
