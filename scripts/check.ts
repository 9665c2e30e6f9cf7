/** One verb for everything that can be told without running the program: `npm run check`. */
import { spawnSync } from 'node:child_process';

const checks: readonly (readonly [string, string, ...string[]])[] = [
  ['types, on SQLite', 'tsc', '-p', 'tsconfig.json'],
  ['types, on Postgres', 'tsc', '-p', 'tsconfig.pg.json'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['nothing unused', 'knip'],
  ['example config is fresh', 'node', 'scripts/example-config.ts', '--check'],
];

const failed = checks.filter(([what, command, ...args]) => {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? 'good' : 'FAILED'}: ${what} (${Math.round(performance.now() - started)} ms)`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
