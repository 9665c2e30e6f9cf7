/** Opening the files of a case: for the two who are on it, covered, whole, and gone when they are. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import type { FileRef } from '../../src/chat/field.ts';
import type { Upload } from '../../src/platforms/playground/room.ts';
import { minutes } from '../../src/time/clock.ts';
import { answers, codeIn, reports, sentence, type Answers } from '../support/report.ts';
import { story } from '../support/story.ts';
import { onMatrix, type World } from '../support/world.ts';

/** On Matrix nothing is offered while somebody types. */
const offersNothing = onMatrix;

const bytesOf = (name: string) => new TextEncoder().encode(`the bytes of ${name}`);
const photo = (name: string, more: Partial<Upload> = {}): Upload => ({
  name,
  type: 'image/png',
  bytes: bytesOf(name),
  ...more,
});

/** Ana tells a story with these files. */
async function told(here: World, files: readonly Upload[], given: Answers = { copies: 'yes' }): Promise<string> {
  await here.person('ana').says('Look at this', files);
  const code = codeIn(await answers(here.person('ana'), given));
  await here.settle();
  return code;
}

/** ... and Rosa and Sam take it. */
async function taken(here: World, files: readonly Upload[], given?: Answers): Promise<string> {
  const code = await told(here, files, given);
  for (const each of ['rosa', 'sam']) await here.person(each).runs(`case take ${code}`);
  return code;
}

/** The files of the bot's that a person can open just now, in private. */
const filesOf = (here: World, account: string) => here.person(account).opens();

/** How often somebody opened a file, as it stands in the audit log. */
function openings(here: World): number {
  const db = new Database(join(here.folder, 'haven.db'), { readonly: true });
  const { n } = db.prepare("select count(*) n from audit where action = 'case.file'").get() as { n: number };
  db.close();
  return n;
}

/** What lies in the database of each file, in their order; sealed. */
function contents(here: World): unknown[] {
  const db = new Database(join(here.folder, 'haven.db'), { readonly: true });
  const rows = db.prepare('select content from case_evidence order by id').all() as { content: unknown }[];
  db.close();
  return rows.map(({ content }) => content);
}

/** Ana adds something to her case, and lets it be copied; gives the id of her message. */
async function sends(here: World, words: string, files: readonly Upload[]): Promise<string> {
  const ana = here.person('ana');
  await ana.says(words, files);
  const message = ana.newest();
  await ana.says('yes');
  await here.settle();
  return message;
}

const ana = { from: { account: 'ana', name: 'Ana' }, place: { kind: 'direct', account: 'ana' } } as const;
const deletion = (id: string) => ({ ...ana, eventId: `${id}/gone`, what: { kind: 'deleted', id } }) as const;
const arrival = (id: string, file: FileRef) =>
  ({ ...ana, eventId: id, what: { kind: 'message', id, text: '', files: [file], toUs: true } }) as const;

const button = (number: number) => sentence('cases-button-file', { number });

describe('a file that was kept', () => {
  story('is opened by whoever reads the case, covered, with all that proves it', async (here) => {
    const code = await taken(here, [photo('chat.png')]);
    const heard = await here.person('rosa').runs(`case file ${code}`);
    expect(await filesOf(here, 'rosa')).toEqual([{ name: 'chat.png', covered: true, text: 'the bytes of chat.png' }]);
    const hash = createHash('sha256').update(bytesOf('chat.png')).digest('hex');
    for (const fact of ['chat.png', 'image/png', sentence('cases-file-bytes', { bytes: 21 }), hash])
      expect(heard).toContain(fact);
    expect(openings(here)).toBe(1);
    // For one at a time: the other one opens it for themselves.
    expect(await filesOf(here, 'sam')).toEqual([]);
  });

  story('is opened by its button, one after the other', async (here) => {
    const code = await taken(
      here,
      ['1.png', '2.png', '3.png'].map((name) => photo(name)),
    );
    const sam = here.person('sam');
    expect(await sam.runs(`case file ${code}`)).toContain(sentence('cases-file-which', { code }));
    await sam.presses(button(2));
    expect((await filesOf(here, 'sam')).map(({ name }) => name)).toEqual(['2.png']);
    await sam.presses(button(3));
    expect((await filesOf(here, 'sam')).map(({ name }) => name)).toEqual(['2.png', '3.png']);
    // From the case as well.
    await here.person('rosa').runs(`case show ${code}`);
    await here.person('rosa').presses(button(1));
    expect((await filesOf(here, 'rosa')).map(({ name }) => name)).toEqual(['1.png']);
  });

  story('has its number in the order in which it came', async (here) => {
    const names = Array.from({ length: 10 }, (_, at) => `shot-${at}.png`);
    const code = await taken(
      here,
      names.map((name) => photo(name)),
    );
    const list = (await here.person('rosa').runs(`case show ${code}`))
      .split('\n')
      .filter((each) => each.includes('kB'));
    expect(list.map((line) => /shot-\d\.png/u.exec(line)?.[0])).toEqual(names);
    expect(await here.person('rosa').runs(`case file ${code} 4`)).toContain('shot-3.png');
    expect(await here.person('rosa').runs(`case file ${code} 11`)).toBe(sentence('cases-file-unknown', { code }));
  });

  story('is opened after the case is closed as well', async (here) => {
    const code = await taken(here, [photo('chat.png')]);
    await here.person('rosa').runs(`case close ${code} --outcome resolved`);
    await here.person('rosa').runs(`case file ${code}`);
    expect(await filesOf(here, 'rosa')).toHaveLength(1);
  });

  story('has a name that can do nothing', async (here) => {
    const code = await taken(here, [photo('../../\u202Egnp.\u0007exe', { type: 'text/html\nX: 1' })]);
    const heard = await here.person('rosa').runs(`case file ${code}`);
    expect((await filesOf(here, 'rosa')).map(({ name }) => name)).toEqual(['gnp.exe']);
    expect(heard).toContain('gnp.exe');
    expect(heard).toContain('application/octet-stream');
    expect(here.person('rosa').sees()).not.toMatch(/\u202E|\\u0007|text\/html/u);
  });

  story('that was changed outside Haven is not passed on', async (here) => {
    const code = await taken(here, [photo('chat.png')]);
    const db = new Database(join(here.folder, 'haven.db'));
    db.prepare('update case_evidence set content = ?').run(Buffer.alloc(100, 'x'));
    db.close();
    expect(await here.person('rosa').runs(`case file ${code}`)).toContain(
      sentence('cases-file-gone', { name: 'chat.png' }),
    );
    expect(await filesOf(here, 'rosa')).toEqual([]);
  });
});

describe('nobody else opens it', () => {
  story('who may take the case, and has not, reads what “case show” says to them', async (here) => {
    const code = await told(here, [photo('chat.png')]);
    await here.person('sam').runs(`case take ${code}`);
    const tariq = here.person('tariq');
    expect(await tariq.runs(`case file ${code}`)).toBe(await tariq.runs(`case show ${code}`));
    expect(await tariq.runs(`case file ${code} 1`)).toBe(sentence('cases-show-first', { code }));
    if (!offersNothing) expect(await tariq.offered('case take', 'case')).toMatchObject([{ value: code }]);
    expect(await tariq.offered('case file', 'case')).toEqual([]);
    expect(await filesOf(here, 'tariq')).toEqual([]);
    expect(openings(here)).toBe(0);
  });

  story('whoever is kept out is answered as if there were no such case, and is offered none', async (here) => {
    const code = await taken(here, [photo('chat.png')], { copies: 'yes', who: 'Tariq' });
    const tariq = here.person('tariq');
    for (const line of [`case file ${code}`, `case file ${code} 1`])
      expect(await tariq.runs(line)).toBe(await tariq.runs(line.replace(code, 'amber-otter-47')));
    expect(await tariq.offered('case file', 'case')).toEqual([]);
    if (!offersNothing) expect(await here.person('rosa').offered('case file', 'case')).toMatchObject([{ value: code }]);
    expect(await here.person('bo').runs(`case file ${code}`)).toBe(sentence('not-yours'));
  });

  story('by another one’s button, nor by one’s own after the case is handed over', async (here) => {
    const code = await taken(here, [photo('chat.png')]);
    const [token] = here.room
      .views('rosa')
      .flatMap(({ entries }) => entries.flatMap((each) => each.message?.choices ?? []))
      .filter(({ label }) => label === button(1))
      .map((each) => each.token);
    await here.room.press('tariq', token!, 'forged-press');
    await here.settle();
    expect(here.person('tariq').last()).toBe(sentence('button-gone'));
    await here.person('rosa').runs(`case handover ${code} Tariq`);
    await here.person('tariq').runs(`case take ${code}`);
    expect(await here.person('rosa').presses(button(1))).toBe(sentence('cases-show-first', { code }));
    expect(await filesOf(here, 'rosa')).toEqual([]);
    await here.person('tariq').runs(`case file ${code}`);
    expect(await filesOf(here, 'tariq')).toHaveLength(1);
  });

  story('who reads in a shared space: no message to one carries a file, whoever wrote it', async (here) => {
    const words = { key: 'cases-file-none', args: { code: '' } };
    const file = { id: 'cases/a/b/c', name: 'a', type: 'a/b', size: 1, spoiler: true };
    const message = { parts: [{ kind: 'file', file, tooLarge: words, gone: words }] } as const;
    const to = { space: { platform: 'playground', id: 'responders' }, locale: 'en' };
    await expect(here.app.run('test', (work) => work.say(to, message))).rejects.toThrow('a shared space');
  });

  story('who is off the case before it could be delivered', async (here) => {
    const code = await taken(here, [photo('chat.png')]);
    await here.close('rosa');
    await here.person('rosa').wantsPlain();
    await here.person('rosa').runs(`case file ${code}`);
    // Handing over takes nothing back: what is on its way is looked at once more.
    await here.person('rosa').runs(`case handover ${code} Tariq`);
    await here.person('tariq').runs(`case take ${code}`);
    await here.open('rosa');
    await here.person('rosa').says('hello');
    await here.pass(minutes(30));
    expect(here.person('rosa').reads().join()).toContain(sentence('cases-file-gone', { name: 'chat.png' }));
    expect(await filesOf(here, 'rosa')).toEqual([]);
  });
});

describe('what was opened goes with the case', () => {
  const open = async (here: World): Promise<string> => {
    const code = await taken(here, [photo('chat.png')]);
    for (const each of ['rosa', 'sam']) {
      await here.person(each).runs(`case file ${code}`);
      expect(await filesOf(here, each)).toHaveLength(1);
    }
    return code;
  };

  story('when one of the two steps aside: theirs, not the other one’s', async (here) => {
    const code = await open(here);
    await here.person('rosa').runs(`case recuse ${code}`);
    expect(await filesOf(here, 'rosa')).toEqual([]);
    expect(await filesOf(here, 'sam')).toHaveLength(1);
  });

  story('when the person excludes one of them', async (here) => {
    await open(here);
    await here.person('ana').says('change who may hear');
    await here.person('ana').says('2');
    await here.person('ana').says('Sam');
    expect(await filesOf(here, 'sam')).toEqual([]);
    expect(await filesOf(here, 'rosa')).toHaveLength(1);
  });

  story('when the person takes it all back', async (here) => {
    await open(here);
    await here.person('ana').says('withdraw');
    await here.person('ana').says('yes');
    for (const each of ['rosa', 'sam']) expect(await filesOf(here, each)).toEqual([]);
  });

  story('when the person takes back the message that it came with, and no other file goes', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'Look at this'));
    for (const each of ['rosa', 'sam']) await here.person(each).runs(`case take ${code}`);
    const first = await sends(here, 'The hall', [photo('hall.png')]);
    const second = await sends(here, '', [photo('door.png')]);
    const third = await sends(here, 'The stairs', [photo('stairs.png')]);
    const rosa = here.person('rosa');
    for (const number of [1, 2, 3]) await rosa.runs(`case file ${code} ${number}`);
    expect(await rosa.runs(`case show ${code}`)).toContain('hall.png');

    await ana.takesBack(first);
    expect((await filesOf(here, 'rosa')).map(({ name }) => name)).toEqual(['door.png', 'stairs.png']);
    expect(rosa.reads().join()).not.toMatch(/hall\.png|The hall/u);
    expect(await rosa.runs(`case file ${code} 1`)).toBe(sentence('cases-open-taken'));
    const shown = await rosa.runs(`case show ${code}`);
    expect(shown).toContain(sentence('cases-evidence-taken', { number: 1 }));
    expect(shown).toContain(sentence('cases-evidence-kept', { number: 2, name: 'door.png', kilobytes: 1 }));

    // One that came without a word, too.
    await ana.takesBack(second);
    expect((await filesOf(here, 'rosa')).map(({ name }) => name)).toEqual(['stairs.png']);
    expect(here.person('sam').last()).toBe(sentence('cases-deleted', { code }));
    await here.person('rosa').runs(`case close ${code} --outcome resolved`);
    await ana.takesBack(third);
    expect(await filesOf(here, 'rosa')).toEqual([]);
    expect(contents(here)).toEqual([null, null, null]);
  });

  story('when the person takes it back before anybody has opened it, or been asked about it', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'Look at this'));
    for (const each of ['rosa', 'sam']) await here.person(each).runs(`case take ${code}`);
    await ana.says('', [photo('hall.png')]);
    await ana.takesBack(ana.newest());
    // The question about it has gone with it: this is for the two.
    await ana.says('yes');
    expect(here.person('sam').last()).toContain('yes');
    await here.pass(minutes(5));
    expect(await here.person('rosa').runs(`case file ${code} 1`)).toBe(sentence('cases-open-taken'));
    await here.arrives(deletion('early'));
    await here.arrives(arrival('early', { id: 'early/1', name: 'door.png', type: 'image/png', size: 4 }));
    expect(await here.person('rosa').runs(`case show ${code}`)).not.toContain('door.png');
  });

  story('when it turns out to be an image that nobody may copy, and nothing else goes', async (here) => {
    const code = await open(here);
    await here.person('ana').says('answer questions');
    await here.person('ana').says('skip');
    await here.person('ana').says('child');
    for (const each of ['rosa', 'sam']) {
      expect(await filesOf(here, each)).toEqual([]);
      expect(here.person(each).reads().join()).toContain('Look at this');
    }
    expect(await here.person('rosa').runs(`case file ${code}`)).toContain(
      sentence('cases-open-never', { name: 'chat.png' }),
    );
  });
});

describe('what can’t be opened is said plainly', () => {
  story('an image that nobody may copy: with whom the law names', async (here) => {
    await here.person('rosa').runsInSpace('haven setup en --safeguarding "Child protection, room 2"');
    const code = await taken(here, [photo('secret.png')], { copies: 'yes', kind: 'child' });
    const heard = await here.person('rosa').runs(`case file ${code}`);
    expect(heard).toContain(sentence('cases-open-never', { name: 'secret.png' }));
    expect(heard).toContain('Child protection, room 2');
    expect(await filesOf(here, 'rosa')).toEqual([]);
  });

  story('one that the person did not want to be copied', async (here) => {
    const code = await taken(here, [photo('secret.png')], { copies: 'no' });
    const heard = await here.person('rosa').runs(`case file ${code}`);
    expect(heard).toContain(sentence('cases-open-pointer', { name: 'secret.png' }));
    expect(heard).toContain(sentence('cases-child-none'));
  });

  story('one that could not be loaded, one that is being copied, one that nobody was asked about', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'Look at this'));
    for (const each of ['rosa', 'sam']) await here.person(each).runs(`case take ${code}`);
    expect(await here.person('rosa').runs(`case file ${code}`)).toBe(sentence('cases-file-none', { code }));
    await here.person('ana').says('this one', [photo('one.png', { fails: true })]);
    expect(await here.person('rosa').runs(`case file ${code}`)).toBe(sentence('cases-open-asked', { name: 'one.png' }));
    await here.person('ana').says('yes');
    expect(await here.person('rosa').runs(`case file ${code}`)).toBe(
      sentence('cases-open-fetching', { name: 'one.png' }),
    );
    await here.pass(minutes(30));
    expect(await here.person('rosa').runs(`case file ${code}`)).toBe(
      sentence('cases-open-failed', { name: 'one.png' }),
    );
  });
});
