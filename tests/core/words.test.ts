/** Where there are no buttons, no forms, no roles and no whispers: all is typed, and all is answered in private. */
import { describe, expect, it } from 'vitest';
import { answers, codeIn, reports, sentence, texts } from '../support/report.ts';
import { story } from '../support/story.ts';
import { onMatrix, type World } from '../support/world.ts';

const asks = (part: string) => sentence(`community-ask-${part}`, { name: '§' }).split('§')[0]!;
let count = 0;

const told = (name: string, tell: (here: World) => Promise<void>) => story(name, tell, { wordsOnly: true });

/** Somebody types a line that the platform hands over as it is. */
async function types(here: World, account: string, text: string): Promise<{ heard: string; id: string }> {
  const person = here.person(account);
  if (onMatrix) return { heard: await person.says(text), id: person.newest() };
  const id = `typed-${(count += 1)}`;
  const heard = await person.hears(() =>
    here.arrives({
      eventId: id,
      from: { account, name: account },
      place: { kind: 'direct', account },
      what: { kind: 'message', id, text, files: [], toUs: true },
    }),
  );
  return { heard, id };
}

/** Somebody types a command where others read. */
async function typesIn(here: World, account: string, space: string, name: string, args: Record<string, string> = {}) {
  if (onMatrix && space === 'responders') {
    const heard = await here.person(account).runsInSpace([name, ...Object.values(args)].join(' '));
    return { heard, id: '' };
  }
  const id = `typed-${(count += 1)}`;
  const heard = await here.person(account).hears(() =>
    here.arrives({
      eventId: id,
      from: { account, name: account },
      place: { kind: 'shared', space },
      server: 'playground',
      what: { kind: 'command', name, args, typed: id },
    }),
  );
  return { heard, id };
}

describe('setting up where everything is typed', () => {
  told('begins in a room and goes on in private; the room stays silent', async (here) => {
    const rosa = here.person('rosa');
    const before = rosa.readsInSpace();
    const first = await rosa.runsInSpace('haven setup');
    expect(first).toContain(asks('name'));
    // Its own name stands before each command on such a platform, and is not said twice.
    const place = { kind: 'shared', space: 'responders' } as const;
    const again = onMatrix
      ? await rosa.runsInSpace('setup')
      : await rosa.hears(() => here.room.say('rosa', place, '!haven setup', [], 'again'));
    expect(again).toContain(asks('name'));
    expect(await rosa.says('Tidewater')).toContain(asks('announce'));
    expect(rosa.readsInSpace().filter((each) => !each.startsWith('/'))).toEqual(before);
  });

  told('names the team by mentions, and the room by a word for it', async (here) => {
    const rosa = here.person('rosa');
    await rosa.runsInSpace('haven setup');
    for (let i = 0; i < 5 && !rosa.last().includes(asks('menu')); i += 1) await rosa.says(i === 3 ? '2' : 'skip');
    expect(rosa.last()).not.toContain(`${sentence('community-fact-role')}:`);
    expect(await rosa.says('3')).toContain(asks('team'));
    // Matrix tells no name of somebody who is in no room with the bot.
    const [who, name] = onMatrix ? ['ana', 'Ana'] : ['kim', 'Kim'];
    expect(await rosa.says(`<@${who}|${name}> and somebody`)).toContain(sentence('field-people-unknown'));
    expect(await rosa.says(`<@${who}|${name}>, <@bo|Bo> and Sam.`)).toContain(
      sentence('community-team-added', { count: 3, names: `${name}, Bo, Sam` }),
    );
    expect(rosa.last()).toContain(`${sentence('community-fact-team')}: ${sentence('community-team', { count: 5 })}`);
    expect(await rosa.says('4')).toContain(asks('space'));
    expect(rosa.last()).toContain(sentence('word-here'));
    expect(await rosa.says('none')).toContain(`${sentence('community-fact-space')}: ${sentence('community-nothing')}`);
    await rosa.says('4');
    expect(await rosa.says('here')).toContain(`${sentence('community-fact-space')}: ${onMatrix ? '#' : ''}responders`);
  });

  told('asks for the team where nobody is in it yet', async (here) => {
    const rosa = here.person('rosa');
    for (const each of ['sam', 'tariq', 'rosa']) await rosa.runsInSpace(`team remove <@${each}>`);
    await rosa.runsInSpace('haven setup');
    expect(await rosa.says('Tidewater')).toContain(asks('team'));
    expect(await rosa.says('none')).toContain(asks('announce'));
  });
});

describe('commands that are typed', () => {
  told('are what a choice says, and are understood as it says them', async (here) => {
    const rosa = here.person('rosa');
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    expect(rosa.last()).toContain(`!haven case take ${code}`);
    expect((await types(here, 'rosa', `!haven case take ${code}`)).heard).toContain(sentence('cases-you-first'));
    expect((await types(here, 'sam', `!HAVEN case take ${code}`)).heard).toContain('He followed me home');
  });

  told('come before a question that waits, where the sign stands before them', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    for (const each of ['rosa', 'sam']) await types(here, each, `!haven case take ${code}`);
    expect((await types(here, 'rosa', `!haven case note ${code}`)).heard).toContain(sentence('cases-field-note'));
    expect((await types(here, 'rosa', '!haven case list')).heard).toContain(sentence('cases-list'));
    // The question is still there, and takes what is written next.
    expect((await types(here, 'rosa', 'She may need a room')).heard).toContain(sentence('cases-noted', { code }));
  });

  told('by which somebody begins to tell lose none of the words that follow', async (here) => {
    const ana = here.person('ana');
    await types(here, 'ana', '!haven report He followed me home');
    expect(await answers(ana, { confirm: undefined })).toContain('He followed me home');
  });

  told('say nothing about a case in the room where they are typed, whatever they say', async (here) => {
    const [rosa, sam] = [here.person('rosa'), here.person('sam')];
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    for (const each of [rosa, sam]) await each.runsInSpace(`case take ${code}`);
    const before = rosa.readsInSpace();
    for (const [name, args] of [
      ['case list', {}],
      ['case show', { case: code }],
      ['case take', { case: code }],
      ['case note', { case: code }],
      ['case reply', { case: code }],
      ['case show', { case: 'no-such-case-99' }],
      ['haven check', {}],
      ['inbox', {}],
    ] as const)
      expect((await typesIn(here, 'sam', 'responders', name, args)).heard, name).not.toBe('');
    expect(rosa.readsInSpace()).toEqual(before);
  });

  told('that do not exist are answered in private, where the team reads', async (here) => {
    const sam = here.person('sam');
    const place = { kind: 'shared', space: 'responders' } as const;
    if (onMatrix) await sam.runsInSpace('chekc');
    else await here.room.say('sam', place, '!haven chekc', [], 'unknown-1');
    await here.settle();
    expect(sam.last()).toContain(sentence('command-unknown'));
    expect(sam.readsInSpace().filter((each) => each.includes(sentence('command-unknown')))).toEqual([]);
  });
});

describe('what is secret and was typed', () => {
  told('is taken away in private after it is read; the question says what that is worth', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    for (const each of ['rosa', 'sam']) await types(here, each, `!haven case take ${code}`);
    expect(here.taken).toEqual([]);
    const whole = await types(here, 'rosa', `!haven case reply ${code} "We believe you"`);
    expect(here.taken).toEqual([whole.id]);
    expect(here.person('ana').last()).toContain('We believe you');
    const asked = await types(here, 'rosa', `!haven case note ${code}`);
    expect(asked.heard).toContain(sentence('secret-goes'));
    const answer = await types(here, 'rosa', 'She may need a room');
    expect(here.taken).toEqual([whole.id, answer.id]);
  });

  told('and that somebody reports is nobody else’s business: it goes from a room, and they are told', async (here) => {
    const ana = here.person('ana');
    const place = { kind: 'shared', space: 'square' } as const;
    const { id, heard } = await typesIn(here, 'ana', 'square', 'report');
    expect(here.taken).toEqual([id]);
    expect(heard).toContain(sentence('secret-gone'));
    expect(heard).toContain(sentence('cases-ask-safe'));
    expect(
      JSON.stringify(here.room.views('bo').find((each) => JSON.stringify(each.place) === JSON.stringify(place))),
    ).not.toContain(sentence('cases-ask-safe'));
    expect(ana.reads().join()).not.toContain(sentence('cases-receipt-shared'));
    await typesIn(here, 'ana', 'square', 'card');
    expect(here.taken).toEqual([id]);
  });
});

describe('a sentence that a platform says in its own words', () => {
  it('is said there so, in each language, and elsewhere as ever', () => {
    const there = texts.on('matrix');
    for (const locale of ['en', 'es']) {
      expect(there.format({ key: 'community-on-server' }, locale)).not.toBe(
        texts.format({ key: 'community-on-server' }, locale),
      );
      expect(texts.on('discord').format({ key: 'community-on-server' }, locale)).toBe(
        texts.format({ key: 'community-on-server' }, locale),
      );
      expect(there.format({ key: 'cases-ask-story' }, locale)).toBe(texts.format({ key: 'cases-ask-story' }, locale));
    }
  });
});
