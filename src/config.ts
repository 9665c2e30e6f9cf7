/**
 * The config file: what the process needs, and nothing that a community decides. Each platform brings the
 * schema of its own section. A key that holds a secret is marked by `.meta({ secret: true })`: it may also be
 * given as a file (`token_file`) or in the environment (`HAVEN_DISCORD_TOKEN`), and is never printed.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { OperatorError } from './chat/outcome.ts';
import type { Remark } from './chat/outcome.ts';

const path = (text: string) => z.string().min(1).meta({ path: true }).describe(text);
const databaseUrl = (name: string, text: string) =>
  z
    .string()
    .min(1)
    .meta({ secret: true, example: `postgres://haven:password@127.0.0.1/${name}` })
    .optional()
    .describe(text);

/** What every installation has. One sentence a key. */
export const processShape = z.object({
  data: path('The folder in which the databases are kept.').default('./data'),
  database: databaseUrl('haven', 'The database: a Postgres URL; by default a file, haven.db, in the data folder.'),
  keys_database: databaseUrl(
    'haven_keys',
    'The database of the keys of cases, to be backed up apart and for 7 days at most: a second Postgres URL; by default a file, keys.db, in the data folder.',
  ),
  key_file: path(
    'The key file, made once by `npm start -- keys new FILE` and never kept with the backups of the databases.',
  ).default('./haven.keys'),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, 'expected language tags such as en or pt-BR'))
    .min(1)
    .describe('The languages that are spoken, as BCP 47 tags; the first is used where a person has none of them.')
    .default(['en', 'es']),
  log: z
    .object({
      level: z
        .enum(['info', 'warn', 'error', 'silent'])
        .describe('How much is logged; ids only, never what people wrote.')
        .default('info'),
      file: path(
        'The file to log to, one JSON object a line; by default the log goes to the standard error output.',
      ).optional(),
    })
    .prefault({}),
  web: z
    .object({
      port: z
        .int()
        .min(0)
        .max(65_535)
        .describe('The port of the web server, which listens on this machine only; 0 takes any that is free.')
        .default(0),
    })
    .prefault({}),
});

export type Sections = Readonly<Record<string, z.ZodObject>>;

export type Config<S extends Sections = Sections> = Omit<z.infer<typeof processShape>, 'database' | 'keys_database'> & {
  readonly database: string;
  readonly keys_database: string;
  readonly dialect: 'sqlite' | 'postgres';
  /** The platforms that are switched on: those whose section stands in the file, or whose secrets are given. */
  readonly sections: { readonly [K in keyof S]?: z.infer<S[K]> };
  /** What is not wrong, but should be changed. */
  readonly findings: readonly Remark[];
};

export interface Given<S extends Sections> {
  readonly sections: S;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Throws `OperatorError` that names every mistake with its line. Relative paths are read from the file's folder. */
export function readConfig<S extends Sections>(file: string, given: Given<S>): Config<S> {
  return parseConfig(file, readText(file), given);
}

/** As `readConfig`, of a text that was read already; `file` gives its messages a name and its paths a folder. */
export function parseConfig<S extends Sections>(file: string, text: string, { sections, env }: Given<S>): Config<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault)
    throw mistakes(file, [
      `line ${lines.linePos(fault.pos[0]).line}: ${yamlFaults[fault.code] ?? 'is not valid YAML'}`,
    ]);
  if (document.contents !== null && !isMap(document.contents))
    throw mistakes(file, ['must consist of keys and values, such as `data: ./data`']);

  const folder = dirname(resolve(file));
  const raw = plain(file, document);
  for (const [key, value] of Object.entries(raw)) {
    // A heading whose lines are all commented out.
    if (value === null && key in sections) raw[key] = {};
    else if (value === null) delete raw[key];
  }
  const shape = z.object({ ...processShape.shape, ...sections });
  const faults: string[] = [];
  const at = (where: readonly PropertyKey[]) => lineOf(document, lines, where);
  const input = gather(shape, raw, [], { env, folder, faults, at }) ?? {};
  const optional = z.object({
    ...processShape.shape,
    ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.optional()])),
  });
  const read = optional.safeParse(input);
  for (const issue of read.success ? [] : read.error.issues) faults.push(complaint(shape, issue, at(issue.path)));
  if (faults.length > 0 || !read.success) throw mistakes(file, faults);
  return complete(file, folder, read.data, sections);
}

function plain(file: string, document: Document): Record<string, unknown> {
  try {
    return (document.toJS() ?? {}) as Record<string, unknown>;
  } catch {
    throw mistakes(file, [
      'refers by `*` to something that is not there, or too often; a value that begins with `*` needs quotes',
    ]);
  }
}

interface Gathering {
  readonly env: Given<Sections>['env'];
  readonly folder: string;
  readonly faults: string[];
  at(where: readonly PropertyKey[]): string;
}

/** Brings together what stands in the file, in secret files and in the environment; notes unknown keys. */
function gather(shape: z.ZodObject, raw: unknown, where: readonly string[], to: Gathering): unknown {
  if (raw !== undefined && (typeof raw !== 'object' || raw === null || Array.isArray(raw))) return raw;
  const given = { ...raw } as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  const known = Object.entries(shape.shape).flatMap(([key, each]) => (isSecret(each) ? [key, `${key}_file`] : [key]));
  for (const key of Object.keys(given).filter((each) => !known.includes(each))) {
    const near = nearest(key, known);
    to.faults.push(
      `${to.at([...where, key])}unknown key \`${[...where, key].join('.')}\`${near ? `; did you mean \`${near}\`?` : `; known are: ${known.join(', ')}`}`,
    );
  }
  for (const [key, each] of Object.entries(shape.shape)) {
    const inner = bare(each);
    const value =
      inner instanceof z.ZodObject
        ? gather(inner, given[key], [...where, key], to)
        : isSecret(each)
          ? secret(key, given, where, to)
          : given[key];
    if (value === undefined) continue;
    made[key] = isPath(each) && typeof value === 'string' && value !== '' ? resolve(to.folder, value) : value;
  }
  // A section that is neither in the file nor in the environment is not there at all.
  if (raw === undefined && Object.keys(made).length === 0) return undefined;
  for (const [key, each] of Object.entries(shape.shape)) {
    if (made[key] === undefined && isPath(each) && each instanceof z.ZodDefault)
      made[key] = resolve(to.folder, String(each.def.defaultValue));
  }
  return made;
}

function secret(
  key: string,
  given: Readonly<Record<string, unknown>>,
  where: readonly string[],
  to: Gathering,
): unknown {
  const inEnvironment = to.env[environmentName([...where, key])];
  if (inEnvironment) return inEnvironment;
  const fileKey = `${key}_file`;
  const file = given[fileKey];
  if (file === undefined || file === null) return given[key];
  const name = [...where, fileKey].join('.');
  if (given[key] !== undefined)
    to.faults.push(`${to.at([...where, fileKey])}\`${name}\` and \`${key}\` are both given; keep one of them`);
  if (typeof file !== 'string') to.faults.push(`${to.at([...where, fileKey])}\`${name}\`: expected the path of a file`);
  else {
    try {
      return readFileSync(resolve(to.folder, file), 'utf8').trim();
    } catch (error) {
      to.faults.push(`${to.at([...where, fileKey])}\`${name}\`: the file ${file} ${unreadable(error)}`);
    }
  }
  return undefined;
}

/** Where a secret is looked for in the environment. */
export const environmentName = (where: readonly string[]): string => ['haven', ...where].join('_').toUpperCase();

function complete<S extends Sections>(
  file: string,
  folder: string,
  read: z.infer<typeof processShape>,
  sections: S,
): Config<S> {
  const data = resolve(folder, read.data);
  const database = read.database ?? join(data, 'haven.db');
  const keysDatabase = read.keys_database ?? join(data, 'keys.db');
  const isPostgres = (url: string) => /^postgres(ql)?:\/\//u.test(url);
  if (isPostgres(database) !== isPostgres(keysDatabase)) {
    throw mistakes(file, ['`database` and `keys_database` must be of one kind: give two Postgres URLs, or neither']);
  }
  if (database === keysDatabase) {
    throw mistakes(file, [
      '`database` and `keys_database` must be two databases, so that their backups can be kept apart',
    ]);
  }
  const keyFile = resolve(folder, read.key_file);
  const isInside = !relative(data, keyFile).startsWith('..');
  return {
    ...read,
    data,
    key_file: keyFile,
    database: isPostgres(database) ? database : resolve(folder, database),
    keys_database: isPostgres(keysDatabase) ? keysDatabase : resolve(folder, keysDatabase),
    dialect: isPostgres(database) ? 'postgres' : 'sqlite',
    sections: Object.fromEntries(
      Object.keys(sections).map((name) => [name, read[name as 'log']]),
    ) as Config<S>['sections'],
    findings: isInside
      ? [
          {
            level: 'warning',
            text: `The key file ${keyFile} lies in the data folder: whoever copies the folder has the reports and their keys. Move it elsewhere and set \`key_file\`.`,
          },
        ]
      : [],
  };
}

const yamlFaults: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands in the file twice',
  TAB_AS_INDENT: 'is indented by a tab; use spaces',
  BAD_INDENT: 'is indented differently from its neighbours',
  MISSING_CHAR: 'a quote or a bracket is not closed',
};

function mistakes(file: string, faults: readonly string[]): OperatorError {
  return new OperatorError(
    'config: mistakes',
    [`${file} has to be corrected:`, ...faults.map((each) => `  ${each}`)].join('\n'),
  );
}

/** Says what was expected and where; never what was given, which may be a secret. */
function complaint(shape: z.ZodObject, issue: z.core.$ZodIssue, line: string): string {
  const field = issue.path.reduce<z.core.$ZodType | undefined>((each, key) => {
    const inner = each && bare(each);
    return inner instanceof z.ZodObject ? inner.shape[String(key)] : inner;
  }, shape);
  const missing = issue.message.endsWith('received undefined');
  const expected = missing ? 'is missing' : issue.message.replace(/^[^:]*: /u, '').replace(/, received .*$/u, '');
  const about = field && descriptionOf(field);
  return `${line}\`${issue.path.join('.')}\`: ${expected}.${about ? ` (${about})` : ''}`;
}

function lineOf(document: Document, lines: LineCounter, where: readonly PropertyKey[]): string {
  for (let depth = where.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(where.slice(0, depth - 1), true);
    if (!isMap(parent)) continue;
    const pair = parent.items.find(({ key }) => String(key) === String(where[depth - 1]));
    const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
    if (range) return `line ${lines.linePos(range[0]).line}: `;
  }
  return '';
}

/** The schema itself, without the layers that make it optional or give it a default. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const layered = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return layered ? bare(schema.def.innerType) : schema;
}

const layers = (schema: z.core.$ZodType): z.core.$ZodType[] => {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
      ? schema.def.innerType
      : undefined;
  return inner ? [schema, ...layers(inner)] : [schema];
};

const metaOf = (schema: z.core.$ZodType, key: string): unknown =>
  layers(schema)
    .map((each) => z.globalRegistry.get(each)?.[key])
    .find((each) => each !== undefined);

export const isSecret = (schema: z.core.$ZodType): boolean => metaOf(schema, 'secret') === true;
const isPath = (schema: z.core.$ZodType): boolean => metaOf(schema, 'path') === true;
export const exampleOf = (schema: z.core.$ZodType): unknown => metaOf(schema, 'example');
export const descriptionOf = (schema: z.core.$ZodType): string | undefined =>
  metaOf(schema, 'description') as string | undefined;

/** The known key that differs by the fewest letters, when that is few enough to be a slip. */
function nearest(key: string, known: readonly string[]): string | undefined {
  const [best] = known.map((each) => ({ each, far: distance(key, each) })).toSorted((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, Math.floor(best.each.length / 3)) ? best.each : undefined;
}

/** How many letters must be added, taken away or changed (V. I. Levenshtein, 1966). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, each] of [...other].entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === each ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new OperatorError('config: cannot read', `The config file ${file} ${unreadable(error)}.`);
  }
}

const unreadable = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return code === 'ENOENT' ? 'does not exist' : `can't be read (${code})`;
};
