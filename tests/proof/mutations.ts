/**
 * Takes out one filter after the other, each in a copy of the house, and expects a test to notice. Prints a
 * table; exits with 1 when a mutation survives, or when the code that it changes is no longer there.
 *
 *     node tests/proof/mutations.ts [words of a mutation]
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, sources } from '../support/sources.ts';

interface Mutation {
  /** What the house would do wrong. */
  readonly why: string;
  /** Stands exactly once in all of `src`, wherever that is. */
  readonly find: string;
  readonly replace: string;
  /** Which test must fail; the comparison of two worlds where not given. */
  readonly test?: string;
}

const noninterference = 'tests/invariants/noninterference.test.ts';
const eligibility = 'tests/core/eligibility.test.ts';
const danger = 'tests/core/danger.test.ts';
const rules = 'tests/core/rules.test.ts';
const canaries = 'tests/invariants/canaries.test.ts';
const opening = 'tests/core/opening.test.ts';
const escalation = 'tests/core/escalation.test.ts';
const always = 'tests/invariants/always.test.ts';

const mutations: readonly Mutation[] = [
  {
    why: 'who is named as having done it may hear the case',
    find: "new Set(['subject', 'witness', 'excluded', 'recused'])",
    replace: "new Set(['witness', 'excluded', 'recused'])",
  },
  {
    why: 'who is named as a witness may hear the case',
    find: "new Set(['subject', 'witness', 'excluded', 'recused'])",
    replace: "new Set(['subject', 'excluded', 'recused'])",
    // In the two worlds whoever is named anywhere is kept out by the name alone.
    test: rules,
  },
  {
    why: 'who is excluded by the reporter may hear the case',
    find: "new Set(['subject', 'witness', 'excluded', 'recused'])",
    replace: "new Set(['subject', 'witness', 'recused'])",
  },
  {
    why: 'who has stepped aside hears of it again',
    find: "new Set(['subject', 'witness', 'excluded', 'recused'])",
    replace: "new Set(['subject', 'witness', 'excluded'])",
    test: eligibility,
  },
  {
    why: 'nothing that speaks against somebody is looked at',
    find: ' &&\n        !barred(standings, each.person) &&',
    replace: ' &&',
  },
  {
    why: 'a choice of people is not looked at',
    find: ' &&\n        (chosen.size === 0 || chosen.has(each.person))',
    replace: '',
  },
  {
    why: 'a shared space gets a card whoever reads it',
    find: 'readers.every((each) => may.includes(each) || each === reporter)',
    replace: 'readers.length > 0',
  },
  {
    why: 'a case is found by its name, whoever asks',
    find: 'return existsFor(circle, person) ? circle : undefined;',
    replace: 'return circle;',
  },
  {
    why: 'the list and the suggestions show every open case',
    find: 'existsFor(circle, person) && (isOn(circle.pair, person)',
    replace: '(isOn(circle.pair, person)',
  },
  {
    why: 'a place can be handed over to anybody',
    find: '!able.includes(to) || !there.includes(to) || isOn(pair, to)',
    replace: '!there.includes(to) || isOn(pair, to)',
  },
  {
    why: 'suggestions offer what another may take',
    find: 'const circles = await casesFor(work, scene.community, scene.person);',
    replace:
      "const { caseStore } = await import('./store/cases.ts'); const { circleOf } = await import('./circle.ts');" +
      'const circles = await Promise.all((await caseStore(work).unstaffed(scene.community)).map((row) => circleOf(work, row)));',
  },
  {
    why: 'words that name somebody of the team keep nobody out',
    find: 'return namedIn(words, team).filter(',
    replace: "return namedIn('', team).filter(",
  },
  {
    why: 'whoever must not know, by the reporter’s word, is not kept out',
    find: "if (hearing.kind === 'not') await keepOut(work, row.id, hearing.people, 'excluded');",
    replace: '',
  },
  {
    why: 'what was told is not looked through before somebody new hears of it',
    find: "if (named.length > 0) await keepOut(work, row.id, named, 'subject');",
    replace: '',
    test: eligibility,
  },
  {
    why: 'what somebody was told stays with them once they are kept out',
    find: '    await store.stand(caseId, person, role);\n    await work.takeBack({ group: groupOf(caseId, person) });\n',
    replace: '    await store.stand(caseId, person, role);\n',
    test: danger,
  },
  {
    why: 'a case stays in the shared space when somebody new reads there',
    find: '  await work.takeBack({ group: groupOfSpace(row.id) });\n',
    replace: '',
    test: eligibility,
  },
  {
    why: 'a place is written down by the account that it belongs to',
    find: 'lane: seal.lookup(',
    replace: 'lane: ((_: string, lane: string) => lane)(',
    test: canaries,
  },
  {
    why: 'an account is found by its name',
    find: "work.seal.lookup('account', `${platform}:${account}`)",
    replace: '`${platform}:${account}`',
    test: canaries,
  },
  {
    why: 'what failed is logged with its message',
    find: 'kind: error instanceof Error ? error.name : typeof error, at:',
    replace: "kind: String(error), more: error instanceof Error ? (error.stack ?? '') : '', at:",
    test: canaries,
  },
  {
    why: 'an erased case keeps its key',
    find: 'await work.seal.destroy(caseId);',
    replace: '',
    test: 'tests/core/retention.test.ts',
  },
  {
    why: 'an erased case keeps its words',
    find: 'await db.delete(entries).where(eq(entries.case, caseId));',
    replace: '',
    test: 'tests/core/retention.test.ts',
  },
  {
    why: 'one alone may answer',
    find: 'on.lead !== undefined && on.second !== undefined;',
    replace: 'on.lead !== undefined;',
    test: 'tests/core/responders.test.ts',
  },
  {
    why: 'pages are cut without room for what a part adds',
    find: 'const frame = 16;',
    replace: 'const frame = 0;',
    test: 'tests/core/rules.test.ts',
  },
  {
    why: 'a page is cut in the middle of a character',
    find: "return /[\\uDC00-\\uDFFF]/.test(text[at] ?? '') ? at - 1 : at;",
    replace: 'return at;',
    test: 'tests/core/rules.test.ts',
  },
  {
    why: 'a file is opened by who is not on the case',
    find: "if (!isOn(pair, scene.person)) return done(say(text('cases-show-first', { code: row.code })));\n    const evidence",
    replace: 'const evidence',
    test: opening,
  },
  {
    why: 'a file on its way is not looked at once more',
    find: 'isOn((await circleOf(work, row)).pair, reader) ? evidenceStore(work).content(caseId, file) : undefined',
    replace: 'evidenceStore(work).content(caseId, file)',
    test: opening,
  },
  {
    why: 'a file that was opened is not taken back with the rest',
    find: '`${group}/${filesPart}/${item.id}`',
    replace: '`files/${item.id}`',
    test: opening,
  },
  {
    why: 'a file that nobody may copy stays where it was opened',
    find: 'await work.takeBack({ group: `${groupOf(caseId, person)}/${filesPart}` });',
    replace: 'void person;',
    test: opening,
  },
  {
    why: 'a file lies in the playground for whoever asks',
    find: "body?.kind !== 'haven' || !sees(person, entry)",
    replace: "body?.kind !== 'haven'",
    test: canaries,
  },
  {
    why: 'who is close to the reporter, or to whom it is about, may hear the case',
    find: ' &&\n        !close(each)',
    replace: '',
  },
  {
    why: 'a tie counts as it is declared now, not as when the case was opened',
    find: 'const at = row.openedAt ?? work.now;',
    replace: 'const at = work.now;',
    test: escalation,
  },
  {
    why: 'who is close to somebody named later keeps what they had read',
    find: 'for (const person of before.may.filter((each) => !circle.may.includes(each)))',
    replace: 'for (const person of before.may.filter(() => false))',
    test: escalation,
  },
  {
    why: 'a step with nobody on it waits its time',
    find: 'if (step && people.length === 0 && !outside) continue;',
    replace: '',
    test: escalation,
  },
  {
    why: 'a step calls everybody twice',
    find: "  for (const person of people) await store.stand(circle.row.id, person, 'asked');",
    replace:
      "  for (const person of people) await store.stand(circle.row.id, person, 'asked');\n  await tellAll(work, circle, waited, people);",
    test: always,
  },
  {
    why: 'a step calls nobody',
    find: 'if (people.length > 0 || circle.row.topic === null) await tellAll(work, circle, waited, people);',
    replace: '',
    test: always,
  },
  {
    why: 'the next step is forgotten',
    find: '    await next(openFrom(soon ?? usual));\n',
    replace: '',
    test: always,
  },
  {
    why: 'nobody hears the truth',
    find: "  if (!both(circle.pair)) await work.later('cases.truth', truth, { case: row.id }, { key: truthOf(row.id) });\n",
    replace: '  void truth;\n',
    test: always,
  },
  {
    why: 'who can’t come is waited for',
    find: '  if (left.length === 0) await rung(work, caseId);',
    replace: '',
    test: escalation,
  },
  {
    why: 'who can’t come is called at the next step',
    find: "(role === 'declined' && after(at!, respite) > now)",
    replace: 'false',
    test: escalation,
  },
  {
    why: 'whoever is named while they are called is waited for',
    find: "  await work.later('cases.ladder', work.now, { case: row.id }, { key: ladderOf(row.id) });\n",
    replace: '',
    test: escalation,
  },
  {
    why: 'a case that loses one of its two by itself stays with the other',
    find: "if (circle.row.state === 'open')",
    replace: 'if (staffed)',
    test: escalation,
  },
  {
    why: 'enough have come, and the ladder goes on',
    find: '  for (const key of [ladderOf(caseId), truthOf(caseId), pageOf(caseId)]) await work.never(key);',
    replace: '  for (const key of [truthOf(caseId), pageOf(caseId)]) await work.never(key);',
    test: always,
  },
  {
    why: 'quiet hours hold back what is urgent',
    find: '  if (urgent) return able;\n',
    replace: '',
    test: escalation,
  },
  {
    why: 'what is not urgent calls at any hour',
    find: '  if (begins > work.now) {\n    await next(begins);',
    replace: '  if (begins < work.now) {\n    await next(begins);',
    test: escalation,
  },
  {
    why: 'who comes back is not called',
    find: '  if (await isMeant(work, circle, person)) await rung(work, caseId);',
    replace: '',
    test: escalation,
  },
  {
    why: 'who wakes is called by the hour',
    find: '    await next(openFrom(soon ?? usual));',
    replace: '    await next(openFrom(usual));',
    test: escalation,
  },
  {
    why: 'who is in danger reads twice that nobody is there',
    find: '  if (urgent && came.nobody) await truthTold(work, id);\n',
    replace: '',
    test: escalation,
  },
  {
    why: 'a graver judgement changes nothing',
    find: 'if (idle || (graver && JSON.stringify(old) !== JSON.stringify(now)))',
    replace: 'if (idle)',
    test: escalation,
  },
  {
    why: 'who stands by counts twice when they take it',
    find: ' && !isOn(pair, person),\n  );\n  return beside',
    replace: ',\n  );\n  return beside',
    test: escalation,
  },
  {
    why: 'an untrained person is called',
    find: 'return meant.filter((each) => able.includes(each) && !out(each));',
    replace: 'return meant.filter((each) => !out(each));',
    test: escalation,
  },
];

const copied = ['src', 'tests', 'drizzle', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

/** A copy of the house, to be changed at will. */
function copyOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'haven-mutation-'));
  for (const each of copied) cpSync(join(root, each), join(folder, each), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Whether the test failed by what it asserts, which is another thing than not running at all. */
async function tested(folder: string, test: string): Promise<'passed' | 'failed' | 'broken'> {
  const vitest = spawn(
    join(root, 'node_modules', '.bin', 'node'),
    [join(folder, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'house', test],
    { cwd: folder, env: { ...process.env, CI: '1', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [vitest.stdout, vitest.stderr]) stream.on('data', (bytes) => (output += String(bytes)));
  const code = await new Promise<number | null>((resolve) => vitest.once('close', resolve));
  if (code === 0) return 'passed';
  return /AssertionError|Property failed after/u.test(output) ? 'failed' : 'broken';
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2).join(' ');
  const chosen = mutations.filter(({ why }) => why.includes(wanted));
  const folder = copyOf();
  let bad = 0;
  try {
    for (const test of new Set(chosen.map((each) => each.test ?? noninterference))) {
      const result = await tested(folder, test);
      if (result !== 'passed') bad += 1;
      process.stdout.write(`${result === 'passed' ? 'passes   ' : 'FAILS    '} ${test}, with nothing taken out\n`);
    }
    for (const { why, find, replace, test = noninterference } of chosen) {
      const [holding, ...others] = sources(folder).filter((source) => source.text.includes(find));
      if (!holding || others.length > 0 || holding.text.split(find).length !== 2) {
        bad += 1;
        process.stdout.write(`NOT FOUND ${why} (what it changes must stand exactly once in src)\n`);
        continue;
      }
      const { text } = holding;
      const path = join(folder, 'src', holding.path);
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
      const began = performance.now();
      const result = await tested(folder, test);
      writeFileSync(path, text);
      if (result !== 'failed') bad += 1;
      const said = { failed: 'noticed  ', passed: 'SURVIVES ', broken: 'BROKEN   ' }[result];
      process.stdout.write(`${said} ${why} (${test}, ${Math.round((performance.now() - began) / 1000)} s)\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return bad === 0 ? 0 : 1;
}

process.exitCode = await main();
