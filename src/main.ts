/**
 * The command line. Nothing of the house is imported before it is known that this Node can run it and which
 * database `#dialect` stands for.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };

const usage = {
  '': `Haven helps a community answer when something bad has happened to one of its own.

  npm start                          opens the playground, or starts the bot where there is a config.yml
  npm start -- start [options]       the same, with options
  npm start -- check [options]       says what is missing and how to get it, and shows the fingerprints of its keys
  npm start -- status [options]      the same
  npm start -- keys new FILE         makes a key file
  npm start -- keys add FILE         puts newer keys before the old ones
  npm start -- --version             says which version this is

Each of them explains itself with --help.`,
  start: `npm start -- start [options]

  --config FILE   the config file; by default config.yml, where there is one
  --data DIR      opens the playground and keeps what happens in it in this folder
  --import FILE   sets a community up from a YAML file, once
  --port N        the port of the web server on this machine; by default any that is free

Without a config file the playground is opened, and forgotten when it is closed.`,
  check: `npm start -- check [--config FILE]

  Reads the config, the key file and the databases, asks each platform what the bot may do there, and says
  in plain words what is missing. Changes nothing. The exit code is 1 when something is MISSING.`,
  keys: `npm start -- keys new FILE
npm start -- keys add FILE

  new   makes a key file that only you can read; never takes the place of a file
  add   puts a newer key for sealing and a newer one for identities before the old ones, which must stay:
        they open what they have sealed

  Keep a copy of the key file apart from the backups of the databases.`,
} as const;

/** The command line was wrong; the message says how. */
class UsageError extends Error {
  readonly about: keyof typeof usage;

  constructor(about: keyof typeof usage, message: string) {
    super(message);
    this.about = about;
  }
}

await main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = fail(error);
  },
);

async function main(args: readonly string[]): Promise<number> {
  checkNode();
  const [command, ...rest] = args[0] === undefined || args[0].startsWith('-') ? ['start', ...args] : args;
  if (args.length === 1 && ['help', '--help', '-h'].includes(args[0]!)) return say(usage['']);
  if (args.length === 1 && ['--version', '-v'].includes(args[0]!)) return say(`Haven ${packageJson.version}`);
  if (command === 'start') return start(rest);
  if (command === 'check' || command === 'status') return check(rest);
  if (command === 'keys') return keys(rest);
  throw new UsageError('', `There is no command "${command}".`);
}

async function start(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = read('start', args, { config: text, data: text, import: text, port: text });
  if (values.help) return say(usage.start);
  if (values.config !== undefined && values.data !== undefined) {
    throw new UsageError('start', 'Give --config to start the bot, or --data to open the playground; not both.');
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new UsageError('start', '--port needs a whole number from 0 to 65535.');
  }
  const options = {
    ...(port === undefined ? {} : { port }),
    ...(values.import === undefined ? {} : { importFile: values.import }),
  };
  const config = values.data === undefined ? await configOf(values.config) : undefined;
  const { openPlayground, openBot } = await import('./run.ts');
  const asked = stopSignal();
  const given = { ...options, signal: abortedBy(asked) };
  const running = await withProgress(
    'starting',
    config ? openBot(config, given) : openPlayground({ ...given, data: values.data }),
  );
  console.log(running.greeting);
  await asked;
  await withProgress('stopping', running.stop());
  return say('Stopped.');
}

async function check(args: readonly string[]): Promise<number> {
  const { values } = read('check', args, { config: { type: 'string' } });
  if (values.help) return say(usage.check);
  const config = await configOf(values.config);
  if (!config)
    return say(
      'There is no config file, so `npm start` opens the playground. To run the bot, copy config.example.yml to config.yml.',
    );
  const { diagnose } = await import('./run.ts');
  const findings = await withProgress('checking', diagnose(config));
  const sign = { good: 'ok      ', hint: 'hint    ', warning: 'warning ', bad: 'MISSING ' };
  for (const { level, text } of findings) console.log(`${sign[level]} ${text}`);
  return findings.some(({ level }) => level === 'bad') ? 1 : 0;
}

async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = read('keys', args, {});
  if (values.help) return say(usage.keys);
  const [verb, file, ...more] = positionals;
  if ((verb !== 'new' && verb !== 'add') || file === undefined || more.length > 0) {
    throw new UsageError('keys', 'Say `keys new FILE` or `keys add FILE`.');
  }
  const { newKeyFile, addKeys } = await import('./store/keys.ts');
  if (verb === 'new') newKeyFile(file);
  else addKeys(file);
  return say(
    verb === 'new'
      ? `Made ${file}. Keep a copy apart from the backups of the databases: without it nobody can read them.`
      : `Added newer keys to ${file}; they are used from the next start on. Renew your copy of the file.`,
  );
}

/** Reads the config and settles what `#dialect` stands for. `undefined`: there is none. */
async function configOf(file: string | undefined) {
  if (file === undefined && !existsSync('config.yml')) return undefined;
  const { readConfig } = await import('./config.ts');
  const { sections } = await import('./platforms/index.ts');
  const config = readConfig(file ?? 'config.yml', { sections, env: process.env });
  if (config.dialect === 'postgres') {
    registerHooks({
      resolve: (specifier, context, next) =>
        next(
          specifier,
          specifier === '#dialect' ? { ...context, conditions: [...context.conditions, 'postgres'] } : context,
        ),
    });
  }
  return config;
}

function read<const O extends ParseArgsOptionsConfig>(about: keyof typeof usage, args: readonly string[], options: O) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h', default: false } },
      allowPositionals: about === 'keys',
    } as const);
  } catch (error) {
    throw new UsageError(about, error instanceof Error ? error.message : 'The command line could not be read.');
  }
}

/** Says on the standard error output what is going on, once it takes longer than two seconds. */
async function withProgress<T>(doing: string, work: Promise<T>): Promise<T> {
  const began = performance.now();
  const timer = setInterval(
    () => console.error(`still ${doing} (${Math.round((performance.now() - began) / 1_000)} s)`),
    2_000,
  );
  return work.finally(() => clearInterval(timer));
}

/** Resolves when the operator asks us to stop; who asks a second time does not want to wait. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}

function abortedBy(asked: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void asked.then(() => controller.abort());
  return controller.signal;
}

function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  throw new UsageError(
    '',
    `This is Node ${process.versions.node}, which can't run the program: it needs 22.18 or later. \`npm ci\` brings the right one, and \`npm start\` uses it.`,
  );
}

function say(text: string): number {
  console.log(text);
  return 0;
}

/** What the operator can mend is said in words; anything else is a bug, of which only the place is shown. */
function fail(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage[error.about]}`);
    return 2;
  }
  if (error instanceof Error && error.name === 'OperatorError') {
    console.error(error.message);
    return 1;
  }
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)) : [];
  console.error(
    [
      'This is a bug. Please report it with these lines, which name places in the program only:',
      ...frames.slice(0, 8),
    ].join('\n'),
  );
  return 1;
}
