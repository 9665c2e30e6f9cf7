/**
 * Benchmarks: `npm run bench -- NAME` prints a table, with `--json` a JSON line a figure; `--list` gives the
 * names; without a name all of them run. Progress is told on the standard error output. Times depend on the
 * machine and on what else it does: nothing fails here.
 */
import { parseArgs } from 'node:util';
import { met, type Bench, type Figure } from './figures.ts';
import { growth } from './growth.ts';
import { intake } from './intake.ts';
import { matrix } from './matrix.ts';
import { pages } from './pages.ts';
import { rota } from './rota.ts';
import { startup } from './startup.ts';

const benches: readonly Bench[] = [intake, startup, growth, rota, pages, matrix];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !benches.some((each) => each.name === name));
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, about } of benches) console.log(values.json ? name : `${name.padEnd(10)}${about}`);
} else {
  for (const bench of chosen) {
    if (!values.json) console.log(`${bench.name}: ${bench.about}`);
    const tell = (figure: Figure) => console.log(values.json ? JSON.stringify(figure) : line(figure));
    await bench.run(tell, (progress) => console.error(`  … ${progress}`));
  }
}

function line(figure: Figure): string {
  const { metric, value, unit, yardstick, ratio, goal } = figure;
  const beside = yardstick === null ? '' : `against ${yardstick} ${unit}`;
  const good = met(figure);
  const hoped = goal === null ? '' : `${goal}: ${good ? 'met' : 'MISSED'}`;
  return [
    `  ${metric.padEnd(38)}`,
    `${value} ${unit}`.padEnd(16),
    beside.padEnd(24),
    (ratio === null ? '' : `ratio ${ratio}`).padEnd(16),
    hoped,
  ]
    .join('')
    .trimEnd();
}
