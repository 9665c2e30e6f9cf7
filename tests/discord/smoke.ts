/**
 * The main path on the real Discord, by hand: `npm run smoke:discord` with a token in HAVEN_DISCORD_TOKEN. It
 * starts Haven on a database that is thrown away, says what people should do next, and prints what it saw:
 * kinds of events and times, never anybody's words. Enter leaves a step out.
 *
 * It needs a server for tests with a member, two responders and an owner; one person with several accounts will do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#dialect';
import { openApp, type App } from '../../src/app.ts';
import { loadTexts } from '../../src/app/texts.ts';
import { OperatorError } from '../../src/chat/outcome.ts';
import type { Arrival, Place, Platform, What } from '../../src/chat/platform.ts';
import type { Log } from '../../src/chat/ports.ts';
import { discord, discordConfig } from '../../src/platforms/discord/index.ts';
import { openKeys, seals } from '../../src/store/casekeys.ts';
import { systemChance } from '../../src/store/ids.ts';
import { passingKeys } from '../../src/store/keys.ts';
import { verifyMark } from '../../src/store/mark.ts';
import { systemClock } from '../../src/time/clock.ts';

const root = join(import.meta.dirname, '..', '..');
/** How long somebody has for a step. In minutes. */
const patience = 10;
/** How long the bot is away, for people to write meanwhile. In seconds. */
const away = Number(process.env['HAVEN_SMOKE_AWAY'] ?? 20);

interface Step {
  readonly ask: string;
  /** Whether this arrival is what was asked for. */
  is(what: What, place: Place): boolean;
  /** Whether something must be said by the bot after it. */
  readonly answered: boolean;
  readonly before?: () => Promise<void>;
}

const directly = (kind: What['kind']) => (what: What, place: Place) => what.kind === kind && place.kind === 'direct';
const command = (name: string) => (what: What) => what.kind === 'command' && what.name === name;

const token = process.env['HAVEN_DISCORD_TOKEN'];
if (token === undefined || token === '') {
  console.error('Put the token of a bot for tests into HAVEN_DISCORD_TOKEN. See the README, "Set it up on Discord".');
  process.exit(2);
}
const api = process.env['HAVEN_DISCORD_API'];
const settings = discordConfig.parse({
  token,
  ...(api === undefined ? {} : { api }),
  members_intent: process.env['HAVEN_SMOKE_MEMBERS'] === '1',
});

const arrivals: { readonly arrival: Arrival; readonly at: number }[] = [];
const deliveries: { readonly direct: boolean; readonly at: number }[] = [];
const folder = mkdtempSync(join(tmpdir(), 'haven-smoke-'));
const ring = passingKeys();
let warnings = 0;

/** The platform as it is, with a note of what passes in and out. */
function noted(platform: Platform): Platform {
  return Object.create(platform, {
    start: {
      value: (house: Parameters<Platform['start']>[0]) =>
        platform.start({
          ...house,
          async receive(arrival, also) {
            const got = await house.receive(arrival, also);
            if (got === 'new') arrivals.push({ arrival, at: performance.now() });
            return got;
          },
        }),
    },
    send: {
      async value(post: Parameters<Platform['send']>[0]) {
        const delivered = await platform.send(post);
        deliveries.push({ direct: post.to.kind === 'direct', at: performance.now() });
        return delivered;
      },
    },
  }) as Platform;
}

async function open(): Promise<{ app: App; close(): Promise<void> }> {
  const store = await connect(join(folder, 'haven.db'), { name: 'haven' });
  await store.migrate(join(root, 'drizzle', 'sqlite'));
  const keyStore = await connect(join(folder, 'keys.db'), { name: 'keys' });
  await keyStore.migrate(join(root, 'drizzle', 'sqlite-keys'));
  await verifyMark({ main: store, keys: keyStore, ring, kind: 'real', chance: systemChance });
  const keys = openKeys({ store: keyStore, ring, clock: systemClock, chance: systemChance });
  const log: Log = {
    info: () => undefined,
    warn: (label) => console.log(`  warning ${(warnings += 1)}: ${label}`),
    error: (label) => console.log(`  ERROR ${(warnings += 1)}: ${label}`),
  };
  const app = openApp({
    store,
    seals: seals(ring, keys),
    destroyKeys: (ids) => keys.destroy(ids),
    clock: systemClock,
    log,
    texts: loadTexts(['en', 'es']),
    platforms: [noted(discord(settings))],
  });
  await app.start();
  return {
    app,
    async close() {
      await app.stop();
      await store.close();
      await keyStore.close();
    },
  };
}

let running: Awaited<ReturnType<typeof open>>;
const steps: readonly Step[] = [
  { ask: 'As the owner of the server, type /haven setup there.', is: command('haven setup'), answered: true },
  { ask: 'As the owner, add the first responder: /team add', is: command('team add'), answered: true },
  { ask: 'Add the second responder: /team add', is: command('team add'), answered: true },
  { ask: 'As a member, write “hello” to the bot in private.', is: directly('message'), answered: true },
  { ask: 'As the member, press “Yes, it is safe”.', is: directly('press'), answered: true },
  { ask: 'As the member, write a sentence, then “done”, then “done” again.', is: directly('message'), answered: true },
  { ask: 'As the member, press “Yes, send it”, and read the receipt.', is: directly('press'), answered: true },
  { ask: 'As the first responder, press “I take it”.', is: (what) => what.kind === 'press', answered: true },
  { ask: 'As the second responder, press “I take it”.', is: (what) => what.kind === 'press', answered: true },
  { ask: 'As a responder, press “Reply” and send the form.', is: (what) => what.kind === 'form', answered: true },
  { ask: 'As the member, edit a message that you wrote.', is: directly('edited'), answered: false },
  {
    ask: `Haven goes offline for ${away} seconds. As the member, write something meanwhile.`,
    is: directly('message'),
    answered: true,
    async before() {
      await running.close();
      await pause(away * 1_000);
      console.log('  it comes back');
      running = await open();
    },
  },
  { ask: 'As the member, type /report in a channel of the server.', is: command('report'), answered: true },
  {
    ask: 'As the member, open the menu of somebody’s message, choose “Apps”, and report it.',
    is: (what) => what.kind === 'command' && what.subject?.message !== undefined,
    answered: true,
  },
  { ask: 'As the member, type /inbox.', is: command('inbox'), answered: true },
  { ask: 'As the owner, type /haven check in the server.', is: command('haven check'), answered: true },
  { ask: 'As the member, type /privacy, in private or in the server.', is: command('privacy'), answered: true },
];

const lines = createInterface({ input: process.stdin });
const entered: string[] = [];
lines.on('line', (line) => entered.push(line));

/** Waits for it; whether it came. */
async function came(until: () => boolean, minutes: number): Promise<boolean> {
  const end = performance.now() + minutes * 60_000;
  entered.length = 0;
  while (performance.now() < end && entered.length === 0) {
    if (until()) return true;
    await pause(50);
  }
  return until();
}

async function walk(step: Step): Promise<boolean> {
  console.log(`→ ${step.ask}`);
  const since = arrivals.length;
  await step.before?.();
  const it = () => arrivals.slice(since).find(({ arrival }) => step.is(arrival.what, arrival.place));
  if (!(await came(() => it() !== undefined, patience))) {
    console.log('  not seen');
    return false;
  }
  const { arrival, at } = it()!;
  await running.app.settle();
  const answer = deliveries.find((each) => each.at > at);
  const after = answer ? `the first answer ${Math.round(answer.at - at)} ms later` : 'no answer';
  console.log(`  saw: a ${arrival.what.kind}, ${arrival.place.kind}; ${after}`);
  return !step.answered || answer !== undefined;
}

try {
  const { format } = loadTexts(['en']);
  for (const { level, text } of (await discord(settings).check?.()) ?? [])
    console.log(`  ${level}: ${format(text, 'en')}`);
  running = await open();
  let good = 0;
  for (const step of steps) if (await walk(step)) good += 1;
  const direct = deliveries.filter((each) => each.direct).length;
  console.log(
    `${good} of ${steps.length} steps seen; ${direct} private messages and ${deliveries.length - direct} others`,
  );
  console.log(`were delivered, with ${warnings} warnings. Remove the commands or the bot when you are done.`);
  await running.close();
  process.exitCode = good === steps.length ? 0 : 1;
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  lines.close();
  rmSync(folder, { recursive: true, force: true });
}
