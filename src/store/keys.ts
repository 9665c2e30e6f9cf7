/**
 * The operator's keys: a text file outside the data folder, newest key of each kind first.
 *
 *     haven-keys 1
 *     operator 1f2e3d4c <base64>    seals what is on its way, and wraps the keys of cases
 *     identity 5a6b7c8d <base64>    seals who people are
 *     lookup   9a8b7c6d <base64>    finds what is sealed; the only one that never changes
 */
import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../chat/outcome.ts';
import type { Remark } from '../chat/outcome.ts';
import type { Sealer } from '../chat/ports.ts';
import { sealer, type SealKey } from './seal.ts';

/** Everything that is made of a key file. */
export interface KeyRing {
  /** For what is on its way: inbox, outbox, conversations. */
  readonly transit: Sealer;
  /** For who somebody is. */
  readonly identity: Sealer;
  /** For the keys of cases. */
  readonly wrap: Sealer;
  /** For the mark by which a database knows its keys. */
  readonly mark: Sealer;
  /** The same for the same scope and value, and nothing without the key: 43 characters of base64url. */
  lookup(scope: string, value: string): string;
  /** What is not wrong, but should be changed. */
  readonly findings: readonly Remark[];
}

type Kind = 'operator' | 'identity' | 'lookup';

interface Line extends SealKey {
  readonly kind: Kind;
}

const firstLine = 'haven-keys 1';

/** Throws `OperatorError` when the file is missing, unreadable or not a key file. */
export function readKeyFile(path: string): KeyRing {
  return ringOf(path, parse(path, readText(path)), openToOthers(path));
}

/** Keys that exist in memory alone; for a database that nobody keeps. */
export const passingKeys = (): KeyRing => ringOf('', [fresh('operator'), fresh('identity'), fresh('lookup')], false);

/** Makes a key file, readable by its owner alone. Never takes the place of a file. */
export function newKeyFile(path: string): void {
  const lines = [fresh('operator'), fresh('identity'), fresh('lookup')];
  try {
    put(
      path,
      textOf(['Keep a copy apart from the backups of the database: without this file nobody can read it.'], lines),
    );
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') {
      throw new OperatorError(
        'keys: file exists',
        `${path} exists already, and a key file is never overwritten. Name another file.`,
      );
    }
    throw new OperatorError(
      'keys: cannot write',
      `${path} can't be written (${code}). Check that its folder exists and that you may write there.`,
    );
  }
}

/**
 * Puts a newer operator key and a newer identity key before the others. From the next start on they seal;
 * the older ones still open what they sealed, so they must stay in the file.
 */
export function addKeys(path: string): void {
  const text = readText(path);
  const lines = [fresh('operator'), fresh('identity'), ...parse(path, text)];
  const remarks = text.split('\n').filter((line) => line.startsWith('#'));
  const next = `${path}.new`;
  rmSync(next, { force: true });
  put(
    next,
    textOf(
      remarks.map((line) => line.slice(1).trim()),
      lines,
    ),
  );
  renameSync(next, path);
  syncFolder(path);
}

function ringOf(path: string, lines: readonly Line[], isOpenToOthers: boolean): KeyRing {
  const of = (kind: Kind, label: string) => {
    const made = lines.filter((line) => line.kind === kind).map(({ id, key }) => ({ id, key: subkey(key, label) }));
    return sealer(made);
  };
  const finder = createSecretKey(subkey(lines.find((line) => line.kind === 'lookup')!.key, 'lookup'));
  return {
    transit: of('operator', 'transit'),
    identity: of('identity', 'identity'),
    wrap: of('operator', 'wrap'),
    mark: of('operator', 'mark'),
    lookup: (scope, value) =>
      createHmac('sha256', finder)
        .update(JSON.stringify([scope, value]))
        .digest('base64url'),
    findings: isOpenToOthers
      ? [
          {
            level: 'warning',
            text: `Other users of this machine can read the key file ${path}. Run: chmod 600 '${path.replaceAll("'", String.raw`'\''`)}'`,
          },
        ]
      : [],
  };
}

/** A key for one purpose alone, so that no two purposes ever share one. HKDF, RFC 5869. */
const subkey = (key: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `haven ${label} 1`, 32));

const fresh = (kind: Kind): Line => ({ kind, id: randomBytes(4).toString('hex'), key: randomBytes(32) });

const textOf = (remarks: readonly string[], lines: readonly Line[]): string =>
  [
    firstLine,
    ...remarks.map((remark) => `# ${remark}`),
    ...lines.map(({ kind, id, key }) => `${kind} ${id} ${Buffer.from(key).toString('base64')}`),
    '',
  ].join('\n');

function parse(path: string, text: string): readonly Line[] {
  const wrong = (what: string) =>
    new OperatorError(
      'keys: wrong file',
      `${path} is not a usable key file: ${what}. Restore it from your copy; only for a new, empty database make one with: npm start -- keys new FILE`,
    );
  const [first, ...rest] = text.split(/\r?\n/u);
  if (first?.trim() !== firstLine) throw wrong(`its first line is not "${firstLine}"`);
  const lines: Line[] = [];
  for (const [at, line] of rest.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, kind, id, value] =
      /^(operator|identity|lookup)\s+([0-9a-f]{8})\s+([A-Za-z0-9+/]{43}=)\s*$/u.exec(line) ?? [];
    if (!kind || !id || !value) throw wrong(`line ${at + 2} is not a key`);
    if (lines.some((each) => each.kind === kind && each.id === id))
      throw wrong(`line ${at + 2} has an id that stands above already`);
    lines.push({ kind: kind as Kind, id, key: Buffer.from(value, 'base64') });
  }
  for (const kind of ['operator', 'identity', 'lookup']) {
    if (!lines.some((line) => line.kind === kind)) throw wrong(`it has no ${kind} key`);
  }
  if (lines.filter((line) => line.kind === 'lookup').length > 1)
    throw wrong('it has more than one lookup key, which never changes');
  return lines;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    throw new OperatorError(
      'keys: cannot read',
      code === 'ENOENT'
        ? `The key file ${path} does not exist. Restore it from your copy; only for a new, empty database make one with: npm start -- keys new ${path}`
        : `The key file ${path} can't be read (${code}). Give the user that runs this program the right to read it.`,
    );
  }
}

// Windows has no such bits, and reports all files as readable by all.
const openToOthers = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;

function put(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(path);
}

/** A file that was just made can vanish in a power cut until its folder is on the disk too. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
