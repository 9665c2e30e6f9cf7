/**
 * A command is declared once. Slash commands, typed commands, forms, the help and the docs are all made
 * from the one declaration.
 */
import type { Answers, Fields, Suggestion } from './field.ts';
import type { Outcome } from './outcome.ts';
import type { Scene, Work } from './ports.ts';

/**
 * Who may run it: anyone at all; a responder of the community; a steward, who sets a community up (the
 * people that the platform lets run the server, and whoever they name).
 */
export type Who = 'anyone' | 'responder' | 'steward';

export interface Command<F extends Fields = Fields> {
  /** One or two words: `help`, `case take`. */
  readonly name: string;
  /** Text key of one short line. */
  readonly summary: string;
  readonly who: Who;
  readonly fields: F;
  /**
   * Runs inside the transaction. Whoever may not know of something gets the answer that they would get if
   * it did not exist.
   */
  run(answers: Answers<F>, scene: Scene, work: Work): Promise<Outcome>;
  /** What to offer for a field while it is typed, and as choices when it is missing. */
  suggest?(field: keyof F & string, scene: Scene, work: Work): Promise<readonly Suggestion[]>;
}

export const command = <const F extends Fields>(declared: Command<F>): Command => declared as unknown as Command;

/** A command as a platform registers it. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly who: Who;
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

/** The pieces of a typed line: quotes keep words together, a backslash keeps a quote. */
export function pieces(line: string): { text: string; quoted: boolean; at: number }[] {
  const found: { text: string; quoted: boolean; at: number }[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)/gu;
  for (const match of line.matchAll(pattern)) {
    const quoted = match[3] === undefined;
    const text = match[1]?.replaceAll(/\\(.)/gu, '$1') ?? match[2] ?? match[3]!;
    found.push({ text, quoted, at: match.index });
  }
  return found;
}

/**
 * Reads a typed line by the declared commands: `case close amber-otter --outcome resolved`. What stands
 * without a flag fills the fields in their order; the last one takes the rest of the line as it stands.
 */
export function readLine(
  line: string,
  commands: readonly { name: string; fields: readonly { name: string; kind: string }[] }[],
): { name: string; args: Record<string, string> } | undefined {
  const parts = pieces(line);
  const named = commands
    .toSorted((a, b) => b.name.split(' ').length - a.name.split(' ').length)
    .find((each) => each.name.split(' ').every((word, i) => parts[i]?.text.toLowerCase() === word));
  if (!named) return undefined;
  const rest = parts.slice(named.name.split(' ').length);
  const args: Record<string, string> = {};
  const free = [...named.fields];
  const take = (name: string) => {
    const at = free.findIndex((field) => field.name === name);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  for (let i = 0; i < rest.length; i += 1) {
    const { text, quoted, at } = rest[i]!;
    if (!quoted && text.startsWith('--')) {
      const [name = '', ...values] = text.slice(2).split('=');
      const field = take(name);
      if (field) {
        if (values.length > 0) args[name] = values.join('=');
        else if (field.kind === 'yesno' && (rest[i + 1] === undefined || rest[i + 1]!.text.startsWith('--'))) args[name] = 'yes';
        else args[name] = rest[(i += 1)]?.text ?? '';
        continue;
      }
    }
    const field = free.shift();
    if (!field) break;
    const flagAhead = rest.slice(i).some((each) => !each.quoted && each.text.startsWith('--') && free.some((f) => `--${f.name}` === each.text.split('=')[0]));
    if (field.kind === 'text' && free.length === 0 && !quoted && !flagAhead) {
      args[field.name] = line.slice(at).trim();
      break;
    }
    args[field.name] = text;
  }
  return { name: named.name, args };
}
