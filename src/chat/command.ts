/**
 * A command is declared once. Slash commands, typed commands, forms, the help and the docs are all made
 * from the one declaration.
 */
import type { Answers, Fields } from './field.ts';
import type { Words } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { Scene, Work } from './ports.ts';

/**
 * Who may run it: anyone at all; a responder of the community; a steward, who sets a community up (the
 * people that the platform lets run the server, and whoever they name); either of the two, as `team`.
 */
export type Who = 'anyone' | 'responder' | 'steward' | 'team';

/** Something to choose while typing: what it means, in words, and what is typed for it. */
export interface Offer {
  readonly label: Words;
  readonly value: string;
}

export interface Command<F extends Fields = Fields> {
  /** One or two words: `help`, `case take`. */
  readonly name: string;
  /** Text key of one short line. */
  readonly summary: string;
  readonly who: Who;
  /** That somebody runs it concerns nobody else: typed where others read, it is taken away there. */
  readonly discreet?: true;
  /**
   * It is chosen in the menu of a message or of a person and given as `Scene.subject`. Where a platform has no such
   * menus it does not exist, so what it does must be possible in another way as well.
   */
  readonly on?: 'message' | 'person';
  readonly fields: F;
  /**
   * Runs inside the transaction. Whoever may not know of something gets the answer that they would get if
   * it did not exist.
   */
  run(answers: Answers<F>, scene: Scene, work: Work): Promise<Outcome>;
  /** What to offer for a field while it is typed, and as choices when it is missing. */
  suggest?(field: keyof F & string, scene: Scene, work: Work): Promise<readonly Offer[]>;
}

export const command = <const F extends Fields>(declared: Command<F>): Command => declared as Command;

/** A command as a platform registers it. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly who: Who;
  /** Belongs into the menu of a message or of a person, under its summary, and can't be typed. */
  readonly on?: 'message' | 'person';
  readonly fields: readonly {
    readonly name: string;
    readonly summary: string;
    readonly kind: string;
    readonly optional: boolean;
    readonly long: boolean;
    readonly secret: boolean;
    readonly suggests: boolean;
    readonly max?: number;
    readonly options?: readonly { readonly value: string; readonly label: string }[];
  }[];
}

/** The pieces of a typed line: quotes keep words together, a backslash keeps a quote; a mention is one piece. */
export function pieces(line: string): { text: string; quoted: boolean; at: number }[] {
  const found: { text: string; quoted: boolean; at: number }[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|“([^”]*)”|((?:<[@#][^\s<>|]+\|[^<>]*>|\S)+)/gu;
  for (const match of line.matchAll(pattern)) {
    const quoted = match[3] === undefined;
    const text = match[1]?.replaceAll(/\\(.)/gu, '$1') ?? match[2] ?? match[3]!;
    found.push({ text, quoted, at: match.index });
  }
  return found;
}

/** What `readLine` needs to know of the commands that can be typed: not those of a menu. */
export const typable = (commands: readonly Command[]) =>
  commands
    .filter(({ on }) => on === undefined)
    .map(({ name, fields }) => ({
      name,
      fields: Object.entries(fields).map(([key, field]) => ({
        name: key,
        kind: field.kind,
        long: field.long ?? false,
      })),
    }));

/** As `readLine`; where the sign before a command is the bot's name already, it is not said twice: `!haven setup`. */
export const readTyped = (
  line: string,
  commands: Parameters<typeof readLine>[1],
  small?: SmallWords,
): ReturnType<typeof readLine> => readLine(line, commands, small) ?? readLine(`haven ${line}`, commands, small);

/** Words between moments, each alone: those within one (“friday at 18:00”), and those before the next (“until sunday”). */
export interface SmallWords {
  readonly within: readonly string[];
  readonly before: readonly string[];
}

/** In every language of the house. `synonyms`: what a language uses for something, by its text key. */
export function smallWords(synonyms: (key: string) => readonly string[]): SmallWords {
  const single = (key: string) => synonyms(key).flatMap((each) => each.split(' '));
  return { within: single('word-at'), before: [...single('word-until'), '-', '–', '—'] };
}

/**
 * Reads a typed line by the declared commands: `case close amber-otter --outcome resolved`. What stands
 * without a flag fills the fields in their order; a list goes on after a comma, and a day goes with its time and with
 * the small words before it; a long text takes the line as it stands, up to the next flag.
 */
export function readLine(
  line: string,
  commands: readonly { name: string; fields: readonly { name: string; kind: string; long: boolean }[] }[],
  small: SmallWords = { within: [], before: [] },
): { name: string; args: Record<string, string> } | undefined {
  const parts = pieces(line);
  const named = commands
    .toSorted((a, b) => b.name.length - a.name.length)
    .find((each) => each.name.split(' ').every((word, i) => parts[i]?.text.toLowerCase() === word));
  if (!named) return undefined;
  const rest = parts.slice(named.name.split(' ').length);
  const args: Record<string, string> = {};
  const free = [...named.fields];
  const flagAt = (i: number) => {
    const part = rest[i];
    if (!part || part.quoted || !part.text.startsWith('--')) return -1;
    return free.findIndex((field) => field.name === part.text.slice(2).split('=')[0]);
  };
  for (let i = 0; i < rest.length; i += 1) {
    const flag = flagAt(i);
    if (flag >= 0) {
      const [field] = free.splice(flag, 1);
      const [, ...value] = rest[i]!.text.split('=');
      if (value.length > 0) args[field!.name] = value.join('=');
      else if (field!.kind === 'yesno' && (rest[i + 1] === undefined || flagAt(i + 1) >= 0)) args[field!.name] = 'yes';
      else args[field!.name] = rest[(i += 1)]?.text ?? '';
      continue;
    }
    const field = free.shift();
    if (!field) break;
    if (!field.long || rest[i]!.quoted) {
      const taken = [rest[i]!.text];
      const ahead = () => rest.slice(i + 1).map((each) => each.text);
      while (!rest[i]!.quoted && flagAt(i + 1) < 0 && goesOn(field.kind, taken, ahead(), small))
        taken.push(rest[(i += 1)]!.text);
      args[field.name] = taken.join(' ');
      continue;
    }
    let stop = i;
    while (stop < rest.length && flagAt(stop) < 0) stop += 1;
    args[field.name] = line.slice(rest[i]!.at, rest[stop]?.at).trim();
    i = stop - 1;
  }
  return { name: named.name, args };
}

const timeOfDay = /^\d{1,2}(?:[:.h]\d{2})?(?:[ap]m)?$/iu;

/** Whether a short answer without quotes goes on: a list after its comma, and a day with its time ("friday 18:00"). */
function goesOn(
  kind: string,
  taken: readonly string[],
  ahead: readonly string[],
  { within, before }: SmallWords,
): boolean {
  const [next] = ahead;
  const last = taken.at(-1)!;
  if (next === undefined) return false;
  if (last.endsWith(',')) return true;
  if (kind !== 'instant') return false;
  if ([...within, ...before].includes(last.toLowerCase())) return true;
  const after = ahead.find((each) => !within.includes(each.toLowerCase())) ?? '';
  const time = timeOfDay.test(after) && (after !== next || /[:.hapm]/iu.test(after));
  return time && !taken.some((each) => /^\+?\d{1,5}[mhdw]$/iu.test(each) || timeOfDay.test(each));
}
