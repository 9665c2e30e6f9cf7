/**
 * Writes config.example.yml from the schema: `node scripts/example-config.ts`. With `--check` it writes
 * nothing, and fails when the file is not what the schema would give.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { z } from 'zod';
import {
  bare,
  descriptionOf,
  environmentName,
  exampleOf,
  isSecret,
  processShape,
  type Sections,
} from '../src/config.ts';
import { sections } from '../src/platforms/index.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const file = join(import.meta.dirname, '..', 'config.example.yml');
const text = exampleConfig(sections);

if (!values.check) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('config.example.yml is stale. Run: node scripts/example-config.ts');
  process.exitCode = 1;
}

/** Everything is commented out: as it stands, it says what holds by default. */
function exampleConfig(sections: Sections): string {
  return [
    '# Copy this file to config.yml and uncomment what you need. What is commented out shows the default,',
    '# or an example where there is none. Relative paths are read from the folder of this file.',
    '',
    ...linesOf(processShape, []),
    ...Object.entries(sections).flatMap(([name, section]) => [`#${name}:`, ...linesOf(section, [name])]),
  ]
    .join('\n')
    .replace(/\n*$/u, '\n');
}

function linesOf(shape: z.ZodObject, where: readonly string[]): string[] {
  const indent = '  '.repeat(where.length);
  return Object.entries(shape.shape).flatMap(([key, each]) => {
    const inner = bare(each);
    if (inner instanceof z.ZodObject) return [`#${indent}${key}:`, ...linesOf(inner, [...where, key])];
    const secret = isSecret(each);
    const remark = `${descriptionOf(each) ?? ''}${secret ? ` A secret: better given as ${key}_file, or in the environment as ${environmentName([...where, key])}.` : ''}`;
    return [...wrapped(remark, `${indent}# `), `#${indent}${key}: ${valueOf(each)}`, ''];
  });
}

function valueOf(schema: z.core.$ZodType): string {
  const value = schema instanceof z.ZodDefault ? schema.def.defaultValue : (exampleOf(schema) ?? '…');
  return stringify(value, { collectionStyle: 'flow' }).trim();
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 100) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
