/** What is said about a case: to its reporter, to the two, to the shared space. */
import type { Choice, Message, Part, Text, Words } from '../../chat/message.ts';
import { cut, said, text } from '../../chat/message.ts';
import type { Settings } from '../community/index.ts';
import { outsideOf } from '../community/index.ts';
import { after, days, minutes } from '../../time/clock.ts';
import type { Came } from './rules.ts';
import { fileChoices, fileList } from './files.ts';
import type { CaseRow, Facts } from './store/cases.ts';
import type { Copy, Entry } from './store/entries.ts';
import type { Evidence } from './store/evidence.ts';

const paragraph = (key: string, args?: Parameters<typeof text>[1]): Part => ({
  kind: 'paragraph',
  text: text(key, args),
});

/** A word to write or a button to press, that the conversation understands at any time. */
export const word = (key: string, style?: Choice['style']): Choice => ({
  label: text(key),
  does: { kind: 'answer', value: `word:${key}` },
  ...(style ? { style } : {}),
});

export const command = (
  label: string,
  name: string,
  args: Readonly<Record<string, string>>,
  style?: Choice['style'],
): Choice => ({
  label: text(label),
  does: { kind: 'command', name, args },
  ...(style ? { style } : {}),
});

/** How much of one text is shown in a message; the rest stays in the case. In characters. */
const shown = 6_000;

export function quote(words: string, by: Words): Part[] {
  if (words.length <= shown) return [{ kind: 'quote', text: words, by }];
  return [{ kind: 'quote', text: cut(words, shown), by }, paragraph('cases-cut', { length: words.length, shown })];
}

/** Their own words, read back to whoever wrote them. */
export const quoted = (words: string): Part[] => [{ kind: 'quote', text: cut(words, shown) }];

/** How much of one answer is shown among the facts. In characters. */
const fact = 1_000;

/** What has been said in answer to the questions, as it is read back and as the two read it. */
export function factsOf(facts: Facts): Part[] {
  const lines: [string, Words | undefined][] = [
    ['relation', facts.relation ? text(`cases-relation-${facts.relation}`) : undefined],
    ['kind', facts.kind ? text(`cases-kind-${facts.kind}`) : undefined],
    ['where', facts.where ? said(cut(facts.where, fact)) : undefined],
    ['when', facts.when ? said(cut(facts.when, fact)) : undefined],
    ['subject', facts.subject ? said(cut(facts.subject, fact)) : undefined],
    ['who', facts.who ? said(cut(facts.who, fact)) : undefined],
    ['witnesses', facts.witnesses ? said(cut(facts.witnesses, fact)) : undefined],
    ['before', facts.before ? text(`cases-before-${facts.before}`) : undefined],
    ['weight', facts.weight ? text(`cases-weight-${facts.weight}`) : undefined],
    ['contact', facts.contact ? text(`cases-contact-${facts.contact}`) : undefined],
    ['unfound', facts.unfound ? said(cut(facts.unfound, fact)) : undefined],
  ];
  const known = lines.flatMap(([name, value]) =>
    value === undefined ? [] : [[text(`cases-fact-${name}`), value] as const],
  );
  return known.length === 0 ? [] : [{ kind: 'facts', facts: known }];
}

/** The promise that a reporter holds in hand. */
export function receipt(
  row: CaseRow,
  settings: Settings,
  now: Date,
  facts: Facts,
  { begins, nobody, outside }: Came,
): Message {
  const { zone } = settings;
  const by = { at: after(begins, minutes(settings.truth)), zone, show: 'zoned' } as const;
  const next =
    facts.contact === 'record' && !row.urgent
      ? [paragraph('cases-receipt-record')]
      : facts.relation === 'saw' && !row.urgent
        ? [paragraph('cases-receipt-witness')]
        : begins > now
          ? [
              paragraph('cases-receipt-opens', { at: { at: begins, zone, show: 'zoned' } }),
              paragraph('cases-receipt-by', { at: by }),
            ]
          : nobody
            ? row.urgent
              ? [outsideOf(settings), paragraph('cases-truth-on')]
              : [paragraph('cases-receipt-away'), paragraph('cases-receipt-by', { at: by })]
            : [
                paragraph('cases-receipt-next'),
                paragraph('cases-receipt-when', { minutes: settings.truth, at: by }),
                ...(outside ? [outsideOf(settings)] : []),
              ];
  const urgent = nobody ? 'cases-receipt-urgent-away' : 'cases-receipt-urgent';
  return {
    parts: [
      paragraph(row.urgent ? urgent : 'cases-receipt', { code: row.code }),
      ...next,
      paragraph(facts.named ? 'cases-receipt-named' : 'cases-receipt-unnamed', { pseudonym: row.pseudonym }),
      paragraph('cases-receipt-add'),
      paragraph('cases-receipt-keep', { days: settings.retention }),
    ],
    choices: [word('word-add'), word('word-switch'), word('word-withdraw'), word('word-hide')],
  };
}

/** Fewer than two may hear it. `known`: some were told of it before, which nothing takes back. */
export const tooFew = (settings: Settings, known: boolean): Message => ({
  parts: [
    paragraph(known ? 'cases-too-few-now' : 'cases-too-few'),
    outsideOf(settings),
    paragraph('cases-too-few-kept'),
  ],
  choices: [word('word-switch'), word('word-withdraw')],
});

/** Says that a case waits: no story, no name, no kind of harm. The same for everyone who may take it. */
export function card(row: CaseRow, waiting: number): Message {
  if (row.state === 'trial') {
    const see = command('cases-button-see', 'case take', { case: row.code }, 'primary');
    return { parts: [paragraph('cases-card-trial')], choices: [see] };
  }
  return {
    parts: [
      paragraph(row.urgent ? 'cases-card-urgent' : 'cases-card', { code: row.code }),
      ...(waiting > 0 ? [paragraph('cases-card-waiting', { minutes: waiting })] : []),
    ],
    choices: [
      command('cases-button-take', 'case take', { case: row.code }, 'primary'),
      cantChoice(row.code),
      command('cases-button-recuse', 'case recuse', { case: row.code }),
    ],
  };
}

/** The two are on it, and the team wants more people to have answered. */
export const standbyCard = ({ code, urgent }: CaseRow): Message => ({
  parts: [paragraph(urgent ? 'cases-card-more-urgent' : 'cases-card-more', { code })],
  choices: [standbyChoice(code), cantChoice(code)],
});

export const standbyChoice = (code: string): Choice =>
  command('cases-button-standby', 'case standby', { case: code }, 'primary');

export const cantChoice = (code: string): Choice => command('cases-button-cant', 'case cant', { case: code });

/** Whose message it is, when it was written, and what proves that it is unchanged. */
const copyLabel = (copy: Copy, { number, at }: { number: number; at: Date }): Words =>
  text(copy.edited === undefined ? 'cases-entry-copy' : 'cases-entry-copy-edited', {
    number,
    at,
    platform: text(`platform-${copy.platform}`),
    who: copy.author.name,
    account: copy.author.account,
    written: new Date(copy.at),
    edited: new Date(copy.edited ?? copy.at),
    place: copy.place === undefined ? text('cases-copy-private') : text('cases-copy-place', { place: copy.place }),
    files: copy.files.length,
    hash: copy.sha256,
  });

/** A copy as its reporter reads it. */
export const copyOf = (copy: Copy): Part[] =>
  copied(
    copy,
    text('cases-copy', {
      platform: text(`platform-${copy.platform}`),
      who: copy.author.name,
      files: copy.files.length,
    }),
  );

/** A message without words is still a message: its label says what there is to it. */
const copied = (copy: Copy, by: Words): Part[] =>
  copy.text === '' ? [{ kind: 'paragraph', text: by }] : quote(copy.text, by);

/** How many entries are read at once. */
const latest = 20;

/** The whole case, for the two who are on it. `names`: what its colleagues are called. */
export function dossier(given: {
  row: CaseRow;
  facts: Facts;
  entries: readonly Entry[];
  evidence: readonly Evidence[];
  /** No entry was changed or taken out since it was written. */
  whole: boolean;
  names: ReadonlyMap<string, string>;
  lead: string | undefined;
  second: string | undefined;
  reporter: string;
  /** Who must not learn of it, by name: the two must know to whom they can't talk. */
  out: readonly string[];
  /** In which the person writes, as far as is known. */
  language: string | undefined;
}): Message {
  const { row, facts, entries, evidence, names } = given;
  const amended = new Set(entries.flatMap((each) => (each.amends ? [each.amends] : [])));
  const nobody = text('cases-nobody');
  const nameOr = (person: string | undefined): Words =>
    person === undefined ? nobody : said(names.get(person) ?? '?');
  const numbers = new Map(entries.map((entry, at) => [entry.id, at + 1]));
  const by = (entry: Entry): Words => {
    const facts = { number: numbers.get(entry.id)!, at: entry.at };
    if (entry.copy) return copyLabel(entry.copy, facts);
    if (entry.kind !== 'said')
      return text(`cases-entry-${entry.kind}`, { ...facts, who: names.get(entry.by ?? '') ?? '?' });
    if (entry.amends === null) return text('cases-entry-said', { ...facts, who: given.reporter });
    return text('cases-entry-amended', { ...facts, who: given.reporter, amended: numbers.get(entry.amends) ?? 0 });
  };
  return {
    parts: [
      paragraph('cases-dossier', { code: row.code }),
      ...(given.whole ? [] : [paragraph('cases-dossier-changed')]),
      {
        kind: 'facts',
        facts: [
          [text('cases-fact-state'), text(`cases-state-${row.state}`)],
          [
            text('cases-fact-severity'),
            text(row.severity === null ? 'cases-severity-none' : `cases-severity-s${row.severity}`),
          ],
          [text('cases-fact-assessment'), text(`cases-assessment-${row.assessment}`)],
          [text('cases-fact-lead'), nameOr(given.lead)],
          [text('cases-fact-second'), nameOr(given.second)],
          [text('cases-fact-reporter'), said(given.reporter)],
          ...(given.out.length === 0 ? [] : [[text('cases-fact-out'), said(given.out.join(', '))] as const]),
          ...(given.language === undefined
            ? []
            : [[text('cases-fact-language'), text(`language-${given.language}`)] as const]),
        ],
      },
      ...factsOf(facts),
      ...(entries.length > latest ? [paragraph('cases-dossier-earlier', { count: entries.length - latest })] : []),
      ...entries.slice(-latest).flatMap((entry): Part[] =>
        amended.has(entry.id)
          ? []
          : entry.takenBack
            ? [
                paragraph('cases-entry-taken-back', {
                  number: numbers.get(entry.id)!,
                  who: entry.kind === 'said' ? given.reporter : (names.get(entry.by ?? '') ?? '?'),
                  at: entry.at,
                }),
              ]
            : entry.copy
              ? copied(entry.copy, by(entry))
              : quote(entry.text, by(entry)),
      ),
      ...(evidence.length === 0 ? [] : [paragraph('cases-evidence'), fileList(evidence)]),
    ],
    choices: [...handling(row), ...fileChoices(row, evidence)],
  };
}

export const handling = (row: CaseRow): Choice[] =>
  row.state === 'open'
    ? [
        command('cases-button-reply', 'case reply', { case: row.code }, 'primary'),
        command('cases-button-note', 'case note', { case: row.code }),
        command('cases-button-handover', 'case handover', { case: row.code }),
        command('cases-button-close', 'case close', { case: row.code }),
      ]
    : [];

/** Whom the law names, as far as the community has said. */
export const childContact = ({ safeguarding }: Settings): Text =>
  safeguarding === '' ? text('cases-child-none') : text('cases-child', { contact: safeguarding });

/** When a case that is closed now will be erased. */
export const erasedAt = (settings: Settings, now: Date): Date => after(now, days(settings.retention));
