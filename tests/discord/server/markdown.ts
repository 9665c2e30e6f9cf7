/**
 * Discord's markup as a reader's eye meets it: gives the text on the screen, and names whatever in it came
 * alive. Written from Discord's guide to markup, apart from the code that writes it.
 */
export interface Shown {
  readonly text: string;
  readonly alive: readonly string[];
}

const rules: readonly (readonly [string, RegExp])[] = [
  ['code', /^```[\s\S]+?```|^`[^`]+`|^``[\s\S]+?``/],
  ['masked link', /^\[[^\]]+\]\(\s*<?[a-z]+:\/\/[^)]+\)/i],
  ['mention', /^<(@[!&]?|#)\d+>|^<(id:\w+|\/[^:>]+:\d+)>/],
  ['time', /^<t:-?\d+(:\w)?>/],
  ['emoji', /^<a?:\w+:\d+>/],
  ['bold', /^\*\*[\s\S]+?\*\*(?!\*)/],
  ['underline', /^__[\s\S]+?__(?!_)/],
  ['italic', /^\*(?=\S)[^*]+\*(?!\*)|^\b_[^_]+_\b/],
  ['strike', /^~~[\s\S]+?~~/],
  ['bare link', /^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/i],
];
const lineRules: readonly (readonly [string, RegExp])[] = [
  ['heading', /^#{1,3} +\S/],
  ['small print', /^-# +\S/],
  ['list', /^ *([-*]|\d+\.) +\S/],
];

/** Quotes and spoilers are lifted, since the bot sets them itself; all other markup counts as alive. */
export function shown(content: string): Shown {
  const alive: string[] = [];
  let text = '';
  let lineStart: boolean = true;
  let spoilers = 0;
  for (let at = 0; at < content.length;) {
    const rest = content.slice(at);
    const atStart: boolean = lineStart;
    if (lineStart) {
      lineStart = false;
      if (rest.startsWith('> ')) {
        at += 2;
        lineStart = rest[2] !== '>';
        continue;
      }
      if (rest.startsWith('>>> ')) alive.push('long quote');
      const line = lineRules.find(([, rule]) => rule.test(rest));
      if (line) alive.push(line[0]);
    }
    const escaped = /^\\([^0-9A-Za-z\s])/.exec(rest);
    if (escaped) {
      text += escaped[1];
      at += 2;
      continue;
    }
    const link = /^<(https?:\/\/[^\s<>]+)>/i.exec(rest);
    if (link) {
      text += link[1];
      at += link[0].length;
      continue;
    }
    if (rest.startsWith('||')) {
      spoilers += 1;
      at += 2;
      lineStart = atStart;
      continue;
    }
    if (/^@(everyone|here)\b/.test(rest)) alive.push('mention of everyone');
    const found = rules.find(([, rule]) => rule.test(rest));
    if (found) alive.push(found[0]);
    lineStart = rest[0] === '\n';
    text += rest[0];
    at += 1;
  }
  if (spoilers % 2 === 1) alive.push('an open spoiler');
  return { text, alive };
}
