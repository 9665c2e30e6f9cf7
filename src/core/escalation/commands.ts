import { command } from '../../chat/command.ts';
import { choice, digits, number, text as textField } from '../../chat/field.ts';
import { paragraph, said, say, text, type Message, type Part, type Text } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { after, days } from '../../time/clock.ts';
import { nameOfCommunity } from '../community/index.ts';
import type { Work } from '../../chat/ports.ts';
import { nameOf, responders, sameName, aliasesOf } from '../people/index.ts';
import { dutyCalled, dutyName } from '../rota/index.ts';
import { policyOf } from './directory.ts';
import { latest, levels, untilAll, type Level, type Policy, type Step, type Target } from './rules.ts';
import { escalationStore } from './store.ts';

const levelField = choice({ summary: 'escalation-field-level', of: levels, labels: 'escalation-level' });

const show = command({
  name: 'escalation show',
  summary: 'escalation-command-show',
  who: 'team',
  fields: { level: { ...levelField, optional: true } },
  async run({ level }, { community }, work) {
    if (community === undefined) return refused('no-community');
    const shown = level === undefined ? levels : [level];
    const all = await Array.fromAsync(shown, async (each) => ({ each, policy: await policyOf(work, community, each) }));
    // Those at which the same happens are told together: most teams change one or two.
    const alike = Map.groupBy(all, ({ policy }) => JSON.stringify(policy));
    const parts = await Array.fromAsync(alike.values(), (same) =>
      told(
        work,
        same.map(({ each }) => levelText(each)),
        same[0]!.policy,
      ),
    );
    return done({ parts: [...parts.flat(), ...say('escalation-always').parts] });
  },
});

/** A policy in words. */
export async function policyParts(work: Work, community: string, level: Level): Promise<Message> {
  return { parts: await told(work, [levelText(level)], await policyOf(work, community, level)) };
}

const levelText = (level: Level): Text => text(`escalation-level-${level}`);

async function told(work: Work, names: readonly Text[], { steps, rounds, need }: Policy): Promise<Part[]> {
  const items = await Array.fromAsync(steps, async ({ targets, wait }, at): Promise<Text> => {
    const whom = await Array.fromAsync(targets, (each) => targetText(work, each));
    const last = at + 1 === steps.length && rounds === 1;
    return text(last ? 'escalation-step-last' : 'escalation-step', {
      number: at + 1,
      who: listed(whom),
      minutes: wait,
    });
  });
  return [
    paragraph('escalation-of', { level: listed(names) }),
    { kind: 'list', items },
    ...(rounds > 1 ? [paragraph('escalation-rounds', { rounds })] : []),
    ...(need > 2 ? [paragraph('escalation-need', { need })] : []),
  ];
}

const listed = ([first, ...rest]: readonly (Text | string)[]): Text | string =>
  rest.reduce((before, each) => text('hours-and', { before, each }), first ?? '');

async function targetText(work: Work, target: Target): Promise<Text | string> {
  if (target.to === 'person') return nameOf(work, target.person);
  if (target.to !== 'duty') return text(`escalation-target-${target.to}`);
  const name = dutyName(target.duty);
  return 'said' in name ? name.said : name;
}

/** Longer than this nobody waits for a step; in minutes. */
const longestWait = 1_440;
/** Where no minutes were written. */
const usualWait = 15;
const mostSteps = 10;

const set = command({
  name: 'escalation set',
  summary: 'escalation-command-set',
  who: 'team',
  fields: {
    level: levelField,
    steps: textField({ summary: 'escalation-field-steps', title: 'escalation-title-steps', long: true, max: 500 }),
    rounds: number({ summary: 'escalation-field-rounds', optional: true, min: 1, max: 5 }),
    need: number({ summary: 'escalation-field-need', optional: true, min: 2, max: 10 }),
  },
  async run({ level, steps: written, rounds = 1, need = 2 }, scene, work) {
    const { community } = scene;
    if (community === undefined) return refused('no-community');
    const store = escalationStore(work);
    if (work.meansWord(written, ['escalation-usual']) !== undefined) {
      await store.forget(community, level);
    } else {
      const steps = await readSteps(work, community, written);
      if ('unread' in steps) return refused('escalation-unread', { part: steps.unread });
      if (steps.all.length === 0 || steps.all.length > mostSteps) return refused('escalation-steps');
      if (steps.all[0]!.targets.every(({ to }) => to === 'outside' || to === 'partner'))
        return refused('escalation-first');
      const [late, most] = [untilAll({ steps: steps.all, rounds, need }), latest(level)];
      if (late > most) return refused('escalation-late', { minutes: late, most });
      await store.set(community, level, { steps: steps.all, rounds, need });
    }
    await work.audit('escalation.set', community, { level });
    const { parts } = await policyParts(work, community, level);
    // Whoever is not to be called from now on shall not be the last to know.
    const name = await nameOf(work, scene.person);
    const told: Message = { parts: [...say(text('escalation-changed', { name })).parts, ...parts] };
    for (const person of await responders(work, community))
      if (person !== scene.person) await work.say({ person }, told, { duty: true });
    return done({ parts: [...say('escalation-set').parts, ...parts, ...say('escalation-always').parts] });
  },
});

/** "first responder 15, Rosa and adjudicator 10, team 30, outside": who, and the minutes until the next step. */
async function readSteps(
  work: Work,
  community: string,
  written: string,
): Promise<{ all: Step[] } | { unread: string }> {
  const all: Step[] = [];
  for (const piece of written.split(/[,;\n]+|\s>\s/u).map((each) => each.trim())) {
    if (piece === '') continue;
    // A name can have a number, or an “and”, in it.
    const whole = await targetCalled(work, community, piece);
    if (whole) {
      all.push({ targets: [whole], wait: usualWait });
      continue;
    }
    const [, who = '', minutes] = /^(.*?)(?:\s+(\p{Nd}+)\s*(?:m|mins?|minutes?|minutos?)?\.?)?$/u.exec(piece) ?? [];
    const targets: Target[] = [];
    const named = who !== '' && (await targetCalled(work, community, who));
    if (named) targets.push(named);
    for (const each of named ? [] : who.split(/\s*(?:\+|&|\band\b|\by\b)\s*/u).filter((one) => one !== '')) {
      const target = await targetCalled(work, community, each);
      if (!target) return { unread: each };
      targets.push(target);
    }
    const wait = minutes === undefined ? usualWait : (digits(minutes) ?? Infinity);
    if (targets.length === 0 || wait < 1 || wait > longestWait) return { unread: piece };
    all.push({ targets, wait });
  }
  return { all };
}

async function targetCalled(work: Work, community: string, raw: string): Promise<Target | undefined> {
  const words = {
    team: 'escalation-target-team',
    outside: 'escalation-target-outside',
    partner: 'escalation-target-partner',
  };
  const word = work.meansWord(raw, Object.values(words));
  for (const to of ['team', 'outside', 'partner'] as const) if (words[to] === word) return { to };
  const duty = await dutyCalled(work, community, raw);
  if (duty !== undefined) return { to: 'duty', duty };
  const bare = raw.replace(/^<@!?([^>|]+)(?:\|[^>]*)?>$/u, '$1');
  for (const person of await responders(work, community))
    if ((await aliasesOf(work, person)).some((alias) => sameName(alias, bare))) return { to: 'person', person };
  return undefined;
}

/** How long a code can be used. */
const codeLife = days(1);

/** Two teams agree: one makes a code, by which the other one may ask it from then on. `none` ends it, on either side. */
const partner = command({
  name: 'escalation partner',
  summary: 'escalation-command-partner',
  who: 'steward',
  fields: { code: textField({ summary: 'escalation-field-code', optional: true, max: 60 }) },
  async run({ code }, { community }, work) {
    if (community === undefined) return refused('no-community');
    const store = escalationStore(work);
    if (code === undefined) {
      const made = work.id();
      await store.agree(made, community, after(work.now, codeLife));
      await work.audit('escalation.agreed', community);
      return done({
        parts: [
          ...say('escalation-partner-code').parts,
          { kind: 'paragraph', text: said(made) },
          ...say('escalation-partner-means').parts,
        ],
      });
    }
    if (work.meansWord(code, ['word-none']) !== undefined) {
      await store.endPartners(community);
      await work.audit('escalation.parted', community);
      return done(say('escalation-partner-none'));
    }
    const other = await store.agreed(code.trim().toLowerCase());
    if (other === undefined) return refused('escalation-partner-wrong');
    if (other === community) return refused('escalation-partner-same');
    await store.setPartner(community, other);
    await work.audit('escalation.partner', community);
    return done(say(text('escalation-partner-set', { name: await nameOfCommunity(work, other) })));
  },
});

export const commands = [show, set, partner];
