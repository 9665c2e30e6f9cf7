/** The files of the program as they stand, for tests that judge how it is built. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export interface Source {
  /** From `src`, with slashes: `core/cases/rules.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below `src`, of this house or of a copy of it. */
export const sources = (house: string = root): Source[] =>
  readdirSync(join(house, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(house, 'src', path), 'utf8') }));

const fromClause = /(?:^|[\n;}])\s*(?:import|export)\b(?:[^'";]|\/\*.*?\*\/)*?\bfrom\s*['"]([^'"]+)['"]/gsu;
const bare = /(?:^|[\n;}])\s*import\s*['"]([^'"]+)['"]/gu;
const dynamic = /\bimport\s*\(\s*['"]([^'"]+)['"]/gu;

/**
 * What a file imports, types and dynamic imports included: a path from `src` where it is ours, else the
 * specifier as it stands.
 */
export const importsOf = ({ path, text }: Source): string[] =>
  [fromClause, bare, dynamic]
    .flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!))
    .map((specifier) => (specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier));

/** The code without its comments; what stands in quotes is left as it is. */
export const withoutComments = (text: string): string =>
  text.replaceAll(
    /('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu,
    (_, quoted?: string) => quoted ?? '',
  );
