/**
 * Writes the migrations for whatever changed in the tables: `node scripts/migrations.ts [name]`.
 *
 * Nothing else may call drizzle-kit. Without the condition `postgres` it sees no Postgres tables at all, takes
 * that for the wish to drop every one of them, and reports success. So all four folders are made in a
 * temporary place, and are kept only when both dialects came out with the same tables.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { positionals } = parseArgs({ allowPositionals: true });
const [name = 'tables'] = positionals;
const root = join(import.meta.dirname, '..');
const folders = join(root, 'drizzle');

const schemas = {
  '': ['src/store/tables.ts', ...globSync('src/core/*/tables.ts', { cwd: root }).toSorted()],
  '-keys': ['src/store/keytables.ts'],
};
const dialects = [
  { folder: 'sqlite', dialect: 'sqlite', options: '' },
  { folder: 'postgres', dialect: 'postgresql', options: '--conditions=postgres' },
];

const written: string[] = [];
const temporary = mkdtempSync(join(tmpdir(), 'haven-migrations-'));
try {
  if (existsSync(folders)) cpSync(folders, temporary, { recursive: true });
  for (const [suffix, schema] of Object.entries(schemas)) {
    for (const { folder, dialect, options } of dialects) generate(`${folder}${suffix}`, dialect, schema, options);
    sameTables(`sqlite${suffix}`, `postgres${suffix}`);
  }
  cpSync(temporary, folders, { recursive: true, filter: (file) => !file.endsWith('.config.json') });
  console.log(written.join('\n') || 'The migrations are up to date.');
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function generate(folder: string, dialect: string, schema: readonly string[], options: string): void {
  const out = join(temporary, folder);
  mkdirSync(out, { recursive: true });
  const before = migrationsIn(out);
  const config = join(temporary, `${folder}.config.json`);
  const absolute = schema.map((file) => join(root, file));
  writeFileSync(config, JSON.stringify({ dialect, schema: absolute, out: `./${folder}`, casing: 'snake_case' }));
  const kit = join(root, 'node_modules/drizzle-kit/bin.cjs');
  const { stdout, stderr } = spawnSync(process.execPath, [kit, 'generate', `--config=${config}`, `--name=${name}`], {
    cwd: temporary,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: options },
  });
  // Its exit status is 0 whatever happens.
  if (!/Your SQL migration|No schema changes/u.test(stdout)) {
    throw new Error(`Nothing was written: drizzle-kit failed on drizzle/${folder}.\n${stdout}\n${stderr}`);
  }
  for (const file of migrationsIn(out).filter((each) => !before.includes(each))) {
    if (dialect === 'postgresql') sortByCodePoint(join(out, file));
    written.push(`drizzle/${folder}/${file}`);
  }
}

function migrationsIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.sql'));
}

/** Postgres sorts text by the language of its cluster unless it is told to sort as SQLite does. */
function sortByCodePoint(file: string): void {
  const sql = readFileSync(file, 'utf8');
  writeFileSync(file, sql.replaceAll(/(?<="\w+" (?:SET DATA TYPE )?)text\b/gu, 'text COLLATE "C"'));
}

function sameTables(one: string, other: string): void {
  const [a, b] = [tablesOf(one), tablesOf(other)];
  if (a.length === 0 || a.join() !== b.join()) {
    throw new Error(
      `Nothing was written: drizzle/${one} would have the tables [${a.join(', ')}], drizzle/${other} [${b.join(', ')}].`,
    );
  }
}

function tablesOf(folder: string): string[] {
  const last = readdirSync(join(temporary, folder, 'meta'))
    .filter((file) => file.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1);
  if (last === undefined) return [];
  const { tables } = JSON.parse(readFileSync(join(temporary, folder, 'meta', last), 'utf8')) as {
    tables: Record<string, unknown>;
  };
  return Object.keys(tables)
    .map((table) => table.replace(/^public\./u, ''))
    .toSorted();
}
