/** What the command line starts: the bot of a config, or the playground. Imported once `#dialect` is settled. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { connect, dialect } from '#dialect';
import { openApp, type App } from './app.ts';
import { loadTexts } from './app/texts.ts';
import { OperatorError, type Remark } from './chat/outcome.ts';
import type { CheckOf, Finding, Platform } from './chat/platform.ts';
import type { Config } from './config.ts';
import { checkCommunities, checksOf, importSheet, sheet } from './core/community/index.ts';
import { openLog } from './log.ts';
import { platforms } from './platforms/index.ts';
import { playground } from './platforms/playground/index.ts';
import { openKeys, seals } from './store/casekeys.ts';
import { systemChance } from './store/ids.ts';
import { newKeyFile, passingKeys, readKeyFile, type KeyRing } from './store/keys.ts';
import { verifyMark, type DatabaseKind } from './store/mark.ts';
import { after, days, movableClock, systemClock, type Clock } from './time/clock.ts';
import { openWeb } from './web/server.ts';

export interface Running {
  /** One line for the operator. */
  readonly greeting: string;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly port?: number;
  /** Stops a start that waits for another process to let go. */
  readonly signal?: AbortSignal;
  /** A YAML file that sets a community up, once. */
  readonly importFile?: string;
}

const root = join(import.meta.dirname, '..');

/** Starts the bot. Throws `OperatorError` for whatever the operator has to mend first. */
export async function openBot(config: Config, options: RunOptions): Promise<Running> {
  const log = openLog(config.log);
  const texts = textsOf(config.languages);
  const opened = await platformsOf(config);
  if (opened.length === 0) throw noPlatform();
  const ring = readKeyFile(config.key_file);
  for (const { text } of [...config.findings, ...ring.findings]) console.error(`Warning: ${text}`);
  if (dialect === 'sqlite') mkdirSync(config.data, { recursive: true, mode: 0o700 });
  return untilClosed(async (atEnd) => {
    const ground = await openGround({ ...config, ring, kind: 'real', clock: systemClock }, atEnd);
    const app = openApp({ ...ground, log, texts, clock: systemClock, platforms: opened });
    await begin(app, options, atEnd);
    return `Haven is running on ${opened.map(({ name }) => name).join(' and ')}. Stop it with Ctrl+C.`;
  });
}

/** Opens the playground: in `data`, or in a folder that is removed at the end. */
export async function openPlayground(options: RunOptions & { readonly data?: string | undefined }): Promise<Running> {
  const log = openLog({ level: 'warn' });
  const texts = textsOf(['en', 'es']);
  return untilClosed(async (atEnd) => {
    const folder = options.data ?? mkdtempSync(join(tmpdir(), 'haven-playground-'));
    if (options.data === undefined) {
      const forget = () => rmSync(folder, { recursive: true, force: true });
      process.once('exit', forget);
      atEnd(async () => forget());
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = join(folder, 'haven.db');
    const { clock, moveTo } = playgroundClock(folder);
    const ring = options.data === undefined ? passingKeys() : keptKeys(join(folder, 'playground.keys'), database);
    const kept = { database, keys_database: join(folder, 'keys.db') };
    const ground = await openGround({ ...kept, ring, kind: 'playground', clock }, atEnd);
    const web = await openWeb({ log, ...(options.port === undefined ? {} : { port: options.port }) });
    atEnd(() => web.close());
    const played = playground({ web, clock, advance: (to) => app.advance(to, moveTo) });
    const app = openApp({ ...ground, log, texts, clock, platforms: [played] });
    // A kept playground goes on where it was: nothing new may stand before what is written down.
    const latest = await app.latest();
    if (latest && latest > clock.now()) moveTo(latest);
    await begin(app, options, atEnd);
    return `The playground is open at ${played.url}`;
  });
}

/** What is missing, what does not work without it, and how to get it. Changes nothing. */
export async function diagnose(config: Config): Promise<readonly Remark[]> {
  const findings: Remark[] = [{ level: 'good', text: 'The config can be read.' }, ...config.findings];
  const probe = async (good: string, work: () => Promise<readonly Remark[] | void> | readonly Remark[] | void) => {
    try {
      findings.push(...((await work()) ?? []), { level: 'good', text: good });
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      findings.push({ level: 'bad', text: error.message });
    }
  };
  await probe('The languages are known.', () => void textsOf(config.languages));
  await probe('The key file can be read.', () => readKeyFile(config.key_file).findings);
  for (const [name, url] of [
    ['haven', config.database],
    ['keys', config.keys_database],
  ] as const) {
    if (dialect === 'sqlite' && !existsSync(url)) {
      findings.push({ level: 'good', text: `${url} does not exist yet; the first start makes it.` });
    } else await probe(`The database "${name}" can be opened.`, async () => (await connect(url, { name })).close());
  }
  const opened = await platformsOf(config);
  if (opened.length === 0) findings.push({ level: 'bad', text: noPlatform().message });
  const checks = new Map<string, CheckOf>();
  await probe('The communities were looked at.', () =>
    withApp(config, opened, (app) => diagnoseCommunities(app, checks, opened.length === 1 ? opened[0]!.name : '')),
  );
  for (const platform of opened) {
    const { name, check } = platform;
    if (!check) continue;
    // Without the database less can be said, but something.
    const get = (key: string) => withApp(config, opened, async (app) => app?.house(platform).keep.get(key));
    const kept = { get: (key: string) => get(key).catch(() => undefined) };
    await probe(`${name} was asked.`, async () => {
      const of = checks.get(name);
      return remarks([...(await check(undefined, kept)), ...(of ? await check(of, kept) : [])], name);
    });
  }
  return findings.filter((each, at) => findings.findIndex((one) => one.text === each.text) === at);
}

/** Findings as the operator reads them, in English, in a platform's words; `called`: which community they are about. */
function remarks(findings: readonly Finding[], platform: string, called?: string): Remark[] {
  const { format } = loadTexts(['en']).on(platform);
  return findings.map(({ level, text, how }) => ({
    level,
    text: `${called === undefined ? '' : `${called}: `}${[text, ...(how ? [how] : [])].map((each) => format(each, 'en')).join(' ')}`,
  }));
}

async function begin(app: App, options: RunOptions, atEnd: AtEnd): Promise<void> {
  atEnd(() => app.stop());
  if (options.importFile !== undefined) await importCommunity(app, options.importFile);
  await app.start(options.signal);
}

/** Notes what must be done at the end; the last first, and also when the start fails half-way. */
type AtEnd = (step: () => Promise<void>) => void;

async function untilClosed(open: (atEnd: AtEnd) => Promise<string>): Promise<Running> {
  const steps: (() => Promise<void>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const step of steps.splice(0).toReversed()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    return { greeting: await open((step) => void steps.push(step)), stop };
  } catch (error) {
    // Why the start failed says more than why it could not be undone.
    await stop().catch(() => undefined);
    throw error;
  }
}

/** Sets a community up from a file, once. */
async function importCommunity(app: App, file: string): Promise<void> {
  const again = 'Mend it, or start without --import and set the community up in chat: haven setup.';
  let given: unknown;
  try {
    given = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof YAMLParseError ? error.message.split('\n')[0] : "it can't be read.";
    throw new OperatorError('import: unreadable', `${file}: ${why} ${again}`);
  }
  const read = sheet.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the whole file'}: ${message}`);
    throw new OperatorError('import: wrong', `${file} has mistakes:\n${lines.join('\n')}\n${again}`);
  }
  const changed = await app.run('import', (work) => importSheet(work, read.data));
  console.error(
    changed
      ? `The community was set up from ${file}. From now on it is changed in chat: haven setup, team add.`
      : `${file} was left aside: this community is set up already. It is changed in chat: haven setup, team add.`,
  );
}

/** What each community still lacks; notes in `checks` what the platforms are to be asked. */
async function diagnoseCommunities(
  app: App | undefined,
  checks: Map<string, CheckOf>,
  platform: string,
): Promise<readonly Remark[]> {
  if (!app) return [];
  try {
    for (const [name, of] of await app.look((work) => checksOf(work))) checks.set(name, of);
    const lacking = await app.look((work) => checkCommunities(work));
    return [
      ...lacking.flatMap(({ called, findings }) => remarks(findings, platform, called)),
      ...leftovers(await app.left()),
    ];
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    return [{ level: 'warning', text: 'The database will be brought up to date at the next start; check again then.' }];
  }
}

/** The house as it stands, without being started; nothing where there is no database yet. */
async function withApp<T>(
  config: Config,
  opened: readonly Platform[],
  work: (app: App | undefined) => Promise<T>,
): Promise<T> {
  if (dialect === 'sqlite' && !existsSync(config.database)) return work(undefined);
  const ring = readKeyFile(config.key_file);
  const store = await connect(config.database, { name: 'haven' });
  const keyStore = await connect(config.keys_database, { name: 'keys' });
  try {
    const keys = openKeys({ store: keyStore, ring, clock: systemClock, chance: systemChance });
    const app = openApp({
      store,
      seals: seals(ring, keys),
      destroyKeys: (ids) => keys.destroy(ids),
      clock: systemClock,
      log: openLog({ level: 'silent' }),
      texts: textsOf(config.languages),
      platforms: opened,
    });
    return await work(app);
  } finally {
    await store.close();
    await keyStore.close();
  }
}

function leftovers({ stuck, refused, faults }: Awaited<ReturnType<App['left']>>): Remark[] {
  const findings: Remark[] = [];
  if (refused > 0) {
    findings.push({
      level: 'bad',
      text: `${refused} message(s) wait because the bot may not write where they belong. They go out by themselves once it has the permission; which one is missing, stands below.`,
    });
  }
  if (stuck > 0) {
    findings.push({
      level: 'bad',
      text: `${stuck} messages or planned jobs could not be acted upon, after many tries. They are kept. Look for "inbox" and "due" in the log, and start a version in which that is mended.`,
    });
  }
  if (faults.length > 0) {
    findings.push({
      level: 'warning',
      text: `In the last week something went wrong ${faults.length} times; people were given these references: ${faults.slice(-10).join(', ')}. Look for them in the log.`,
    });
  }
  return findings;
}

interface GroundOptions {
  readonly database: string;
  readonly keys_database: string;
  readonly ring: KeyRing;
  readonly kind: DatabaseKind;
  readonly clock: Clock;
}

/** Opens both databases, brings them up to date, and makes sure that they are the right ones. */
async function openGround({ database, keys_database, ring, kind, clock }: GroundOptions, atEnd: AtEnd) {
  const open = async (url: string, name: 'haven' | 'keys', folder: string) => {
    const store = await connect(url, { name });
    atEnd(() => store.close());
    const { backup } = await store.migrate(join(root, 'drizzle', folder), { backup: true });
    if (backup !== undefined) console.error(`Brought the database up to date; a copy of what it was is ${backup}`);
    return store;
  };
  const store = await open(database, 'haven', dialect);
  const keyStore = await open(keys_database, 'keys', `${dialect}-keys`);
  await verifyMark({ main: store, keys: keyStore, ring, kind, chance: systemChance });
  // What a stop between a deletion and the end of its scrubbing has left.
  await keyStore.scrub();
  const keys = openKeys({ store: keyStore, ring, clock, chance: systemChance });
  const destroyKeys = (caseIds: readonly string[]) => keys.destroy(caseIds);
  const chores = async (casesAmong: (ids: readonly string[]) => Promise<readonly string[]>) => {
    await keys.sweep(after(clock.now(), -days(1)), casesAmong);
    await keys.rewrap();
    if (dialect === 'sqlite') removeOldCopies(keys_database);
  };
  return { store, seals: seals(ring, keys), destroyKeys, chores };
}

/** Copies of the keys would bring erased cases back: they are gone after the 7 days that reporters are told. */
function removeOldCopies(keysDatabase: string): void {
  const folder = dirname(keysDatabase);
  const oldest = after(systemClock.now(), -days(7));
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(keysDatabase)}.before-`) || !name.endsWith('.bak')) continue;
    if (statSync(join(folder, name)).mtime < oldest) rmSync(join(folder, name));
  }
}

/** A kept playground goes on at the moment to which its clock was moved. */
function playgroundClock(folder: string) {
  const file = join(folder, 'clock');
  const kept = existsSync(file) ? new Date(readFileSync(file, 'utf8').trim()).getTime() : 0;
  const clock = movableClock(new Date(Math.max(systemClock.now().getTime(), kept || 0)), systemClock);
  const moveTo = (at: Date) => {
    clock.moveTo(at);
    writeFileSync(file, `${at.toISOString()}\n`);
  };
  return { clock, moveTo };
}

/** Only where there is no database yet: a database is never given keys that it was not made with. */
function keptKeys(file: string, database: string): KeyRing {
  if (!existsSync(file) && !existsSync(database)) newKeyFile(file);
  return readKeyFile(file);
}

async function platformsOf(config: Config): Promise<Platform[]> {
  const switchedOn = Object.entries(platforms).filter(([name]) => config.sections[name] !== undefined);
  return Array.fromAsync(switchedOn, ([name, kind]) => kind.open(config.sections[name]!));
}

function textsOf(languages: readonly string[]) {
  const texts = loadTexts(languages);
  const spoken = new Set([...texts.keys().values()].flat());
  const silent = languages.filter((each) => !spoken.has(each));
  if (silent.length === 0) return texts;
  throw new OperatorError(
    'run: unknown language',
    `There are no texts in: ${silent.join(', ')}. Correct \`languages\` in the config.`,
  );
}

const noPlatform = () =>
  new OperatorError(
    'run: no platform',
    `No platform is switched on. Uncomment one of these sections in the config: ${Object.keys(platforms).join(', ')}.`,
  );
