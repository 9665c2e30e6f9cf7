/**
 * Everything sensitive is in the house, nothing sensitive lies about: words that occur nowhere else are planted
 * in every text that people can give, through whole lives of cases, and looked for afterwards in the bytes of
 * the databases and their logs, in what the program logged, and in what those see who are not concerned.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../src/platforms/playground/people.ts';
import type { Arrival } from '../../src/chat/platform.ts';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { answers, codeIn, reports } from '../support/report.ts';
import { world, type World } from '../support/world.ts';

const planted: string[] = [];
/** A word that stands nowhere else. */
const plant = (where: string): string => {
  const word = `kanari${where}${(planted.length + 101).toString(36)}q`;
  planted.push(word);
  return word;
};

const people: readonly Person[] = [
  { account: plant('accountana'), name: `Ana ${plant('nameana')}`, role: 'member', runsServer: false },
  { account: plant('accountbo'), name: `Bo ${plant('namebo')}`, role: 'member', runsServer: false },
  { account: plant('accountkim'), name: `Kim ${plant('namekim')}`, role: 'stranger', runsServer: false },
  { account: plant('accountrosa'), name: `Rosa ${plant('namerosa')}`, role: 'responder', runsServer: true },
  { account: plant('accountsam'), name: `Sam ${plant('namesam')}`, role: 'responder', runsServer: false },
  { account: plant('accounttariq'), name: `Tariq ${plant('nametariq')}`, role: 'responder', runsServer: false },
];
const [ana, bo, kim, rosa, sam, tariq] = people.map((person) => person.account) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
/** What a person is called by may be seen in the team; everything planted from here on may not. */
const names = planted.length;
/** The community's own public text: written down as it is, and the proof that the search finds what is there. */
const open = 'kanaripublicopenq';

let here: World;
const file = (name: string, content: string, fails = false) => ({
  name: `${name}.png`,
  type: 'image/png',
  bytes: new TextEncoder().encode(content),
  ...(fails ? { fails } : {}),
});

/** What a person can open just now, of all that stands anywhere. */
async function filesFor(account: string): Promise<string> {
  const ids = people.flatMap((person) =>
    here.room
      .views(person.account)
      .flatMap(({ entries }) => entries.flatMap((entry) => (entry.files ?? []).map((each) => each.id))),
  );
  const found = await Promise.all(ids.map((id) => here.room.fileFor(account, id)));
  return found.map((each) => Buffer.from(each?.bytes ?? []).toString()).join('\n');
}
let opened = '';

/** From the first word to the end, with everything that can be said on the way. */
async function live(): Promise<void> {
  const speaks = (account: string) => here.person(account);
  await speaks(rosa).runsInSpace(`haven setup en --card "${open}"`);

  // A report in which every question is answered in words, with files, corrected and confirmed.
  await speaks(ana).says(plant('first'));
  await speaks(ana).says('1');
  await speaks(ana).says(plant('story'), [
    file(plant('filename'), plant('filecontent')),
    file(plant('failing'), plant('failingcontent'), true),
  ]);
  await here.pass(minutes(5));
  await answers(speaks(ana), {
    copies: 'yes',
    relation: '1',
    kind: '1',
    where: plant('where'),
    when: plant('when'),
    who: plant('who'),
    witnesses: plant('witnesses'),
    weight: '4',
    hear: '2',
    people: plant('unfound'),
    named: '2',
    confirm: undefined,
  });
  await speaks(ana).says(plant('aside'));
  await speaks(ana).says('correct');
  await speaks(ana).says('where');
  await speaks(ana).says(plant('corrected'));
  const code = codeIn(await answers(speaks(ana), {}));

  // The two hear it, write, and close it.
  await here.pass(minutes(20));
  await speaks(rosa).runs(`case take ${code}`);
  await speaks(rosa).runs(`case reply ${code} ${plant('tooearly')}`);
  await speaks(sam).runs(`case take ${code}`);
  await speaks(sam).runs(`case reply ${code} ${plant('reply')}`);
  await speaks(rosa).runs(`case note ${code} ${plant('note')}`);
  await speaks(sam).runs(`case show ${code}`);
  await speaks(sam).runs(`case file ${code} 1`);
  await speaks(rosa).runs(`case file ${code} ${plant('notafile')}`);
  await speaks(bo).runs(`case file ${code} 1`);
  opened = await filesFor(sam);
  await here.room.say(ana, { kind: 'direct', account: ana }, plant('edited'), [], 'edited');
  await here.settle();
  await here.room.edit(ana, 'm-edited', plant('editedagain'), 'edit');
  await here.room.say(ana, { kind: 'direct', account: ana }, plant('deleted'), [], 'deleted');
  await here.room.delete(ana, 'm-deleted', 'deletion');
  await here.settle();
  // What they had read before was taken away with it.
  await speaks(sam).runs(`case show ${code}`);
  await speaks(rosa).runs(`case handover ${code} ${plant('nobody')}`);
  await speaks(rosa).runs(`case show ${plant('wrongcode')}`);
  await speaks(rosa).runs(`case ${plant('wrongcommand')}`);
  await speaks(bo).runs(`case take ${plant('notallowed')}`);
  await speaks(rosa).runsInSpace(`team add ${plant('newmember')}`);
  await speaks(rosa).runs(
    `case close ${code} --outcome unfounded --words "${plant('closing')}" --assessment unfounded --basis "${plant('basis')}"`,
  );
  await speaks(ana).says(plant('reopened'));

  // Danger, with a name that nobody has; a neutral and a hidden one; one that too few may hear; one withdrawn.
  await speaks(bo).says('danger');
  await speaks(bo).says(plant('mustnot'));
  await speaks(bo).says(plant('called'));
  await speaks(kim).says(plant('neutral'));
  await answers(speaks(kim), { safe: '2', hear: '3', people: '1' });
  await speaks(kim).says('hide');
  await speaks(kim).says(plant('hidden'));
  await speaks(bo).says('new');
  await reports(speaks(bo), plant('secondstory'));
  await speaks(bo).says('withdraw');
  await speaks(bo).says('yes');

  // Where others read; what is half typed; what can't be delivered; what the program stumbles over.
  await here.room.say(ana, { kind: 'shared', space: 'square' }, `haven help ${plant('public')}`, [], 'public');
  await here.room.suggest(rosa, { kind: 'direct', account: rosa }, 'case take', 'case', plant('typed'));
  await here.close(tariq);
  await here.pass(hours(3));
  const words = plant('brokentext');
  const text = {
    length: 5,
    normalize: () => {
      throw new Error(words);
    },
  };
  const broken = { kind: 'message', id: plant('brokenid'), text, files: [], toUs: true };
  await here.arrives({
    eventId: plant('brokenevent'),
    from: { account: kim, name: plant('brokenname') },
    place: { kind: 'direct', account: kim },
    what: broken as unknown as Arrival['what'],
  });
  await speaks(ana).says(plant('draft'));
  await here.pass(days(2));
}

/** A word as it could lie in a file: as text, in wide characters, in base64 at each of its three beginnings, in hex. */
function shapesOf(word: string): Buffer[] {
  const based = [0, 1, 2].map((pad) =>
    Buffer.from('\0'.repeat(pad) + word)
      .toString('base64')
      .slice(4, -4),
  );
  return [word, Buffer.from(word).toString('hex'), ...based]
    .map((text) => Buffer.from(text))
    .concat(Buffer.from(word, 'utf16le'));
}

const filesOf = (folder: string) =>
  readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

/** Which of the words lie in which of the files. */
const found = (words: readonly string[], files: readonly { name: string; bytes: Buffer }[]): string[] =>
  words.flatMap((word) =>
    shapesOf(word).flatMap((shape) =>
      files.filter(({ bytes }) => bytes.includes(shape)).map(({ name }) => `${word} in ${name}`),
    ),
  );

describe('words that people gave', { timeout: 60_000 }, () => {
  let running: ReturnType<typeof filesOf>;
  let stopped: ReturnType<typeof filesOf>;
  const seen = new Map<string, string>();
  const files = new Map<string, string>();

  beforeAll(async () => {
    here = await world({ people });
    await live();
    for (const { account } of people) seen.set(account, here.person(account).sees());
    for (const { account } of people) files.set(account, await filesFor(account));
    running = filesOf(here.folder);
    await here.app.stop();
    stopped = filesOf(here.folder);
  }, 60_000);
  afterAll(() => here.stop());

  test('were planted, and read by those whom they were meant for', () => {
    expect(planted.length).toBeGreaterThan(45);
    const pair = `${seen.get(rosa)}${seen.get(sam)}`;
    for (const word of ['story', 'when', 'who', 'witnesses', 'reply', 'note', 'reopened'])
      expect(pair).toContain(planted.find((each) => each.startsWith(`kanari${word}`))!);
    expect(opened).toContain(planted.find((each) => each.startsWith('kanarifilecontent'))!);
  });

  test('are looked for in the files that hold them, by a search that finds', () => {
    for (const files of [running, stopped]) {
      expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['haven.db', 'keys.db']));
      expect(found([open], files)).not.toEqual([]);
    }
    expect(running.map(({ name }) => name)).toContain('haven.db-wal');
    expect(
      running.find(({ name }) => name === 'haven.db')!.bytes.length +
        running.find(({ name }) => name === 'haven.db-wal')!.bytes.length,
    ).toBeGreaterThan(200_000);
    for (const shape of shapesOf('kanarisomewhere'))
      expect(Buffer.concat([Buffer.from('xx'), shape]).includes(shape)).toBe(true);
  });

  test('do not lie in a database or in its log, while the program runs and after', () => {
    expect(found(planted, running)).toEqual([]);
    expect(found(planted, stopped)).toEqual([]);
  });

  test('were not logged, not even where something failed', () => {
    expect(here.lines.some((line) => line.includes('"error"'))).toBe(true);
    expect(here.lines.some((line) => line.includes('"warn"'))).toBe(true);
    expect(found(planted, [{ name: 'log', bytes: Buffer.from(here.lines.join('\n')) }])).toEqual([]);
  });

  test('are seen by nobody whom they do not concern, in the responders’ space or elsewhere', () => {
    const theirs = (account: string) =>
      planted
        .slice(names)
        .filter((word) => !/^kanari(?:mustnot|called|secondstory|notallowed)/u.test(word) || account === tariq);
    // Tariq is in the team but on no case; Bo is a member who told of other things.
    for (const account of [tariq, bo])
      expect(found(theirs(account), [{ name: account, bytes: Buffer.from(seen.get(account)!) }])).toEqual([]);
    for (const account of [tariq, bo, kim])
      expect(found(theirs(account), [{ name: account, bytes: Buffer.from(files.get(account)!) }])).toEqual([]);
    const reporters = planted.slice(0, names).filter((word) => /(?:ana|bo|kim)/u.test(word));
    const space = here.person(tariq).readsInSpace().join('\n');
    expect(found(reporters, [{ name: 'the space', bytes: Buffer.from(space) }])).toEqual([]);
  });
});
