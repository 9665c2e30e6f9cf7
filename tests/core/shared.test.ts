/** A report where others are near: told in answers that only its author sees, by buttons and forms. */
import { describe, expect } from 'vitest';
import { minutes } from '../../src/time/clock.ts';
import { codeIn, sentence } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

const square = { kind: 'shared', space: 'square' } as const;

/** Somebody in the square, where everybody reads; what is said to them alone stands there as well. */
function inSquare({ room, settle }: World, account: string) {
  let events = 0;
  const event = () => `${account}-square-${(events += 1)}`;
  const entries = (who = account) =>
    room.views(who).find(({ place }) => place.kind === 'shared' && place.space === 'square')!.entries;
  const hears = async (act: () => Promise<unknown>): Promise<string> => {
    const before = new Set(entries().map(({ id }) => id));
    await act();
    await settle();
    return entries()
      .filter(({ id, by }) => by === 'haven' && !before.has(id))
      .map(({ text }) => text)
      .join('\n\n');
  };
  const token = (label: string) => {
    const choices = entries().flatMap(({ message }) => message?.choices ?? []);
    const found = choices.findLast((each) => each.label === label);
    if (!found) throw new Error(`${account} sees no button ${label}`);
    return found.token;
  };
  return {
    runs: (line: string) => hears(() => room.say(account, square, `/${line}`, [], event())),
    presses: (key: string) => hears(() => room.press(account, token(sentence(key)), event())),
    fills: (values: Record<string, string>, files: Parameters<typeof room.form>[4] = []) =>
      hears(() => {
        const { form } = entries().findLast((each) => each.form)!;
        return room.form(account, form!.token, values, event(), files);
      }),
    othersSee: (who: string) => entries(who).filter(({ by }) => by === 'haven'),
    last: () => entries().findLast(({ by }) => by === 'haven')!,
  };
}

describe('a report in the square', () => {
  story('is told and sent without a private message, and nobody else sees anything of it', async (here) => {
    const ana = inSquare(here, 'ana');
    expect(await ana.runs('report')).toContain(sentence('only-you'));
    expect(await ana.presses('cases-safe-yes')).toContain(sentence('cases-ask-story'));
    await ana.presses('word-write');
    const bytes = new TextEncoder().encode('a picture');
    const heard = await ana.fills({ words: 'He followed me home' }, [{ name: 'a.png', type: 'image/png', bytes }]);
    expect(heard).toContain(sentence('cases-ask-copies'));
    await ana.presses('cases-copies-copy');
    for (let turn = 0; turn < 20 && !ana.last().text.includes(sentence('cases-ask-confirm')); turn += 1) {
      const labels = (ana.last().message?.choices ?? []).map((each) => each.label);
      await ana.presses(labels.includes(sentence('word-skip')) ? 'word-skip' : 'word-done');
    }
    const code = codeIn(await ana.presses('cases-confirm-confirm'));
    expect(here.person('ana').reads()).toEqual([]);
    for (const other of ['bo', 'rosa', 'sam']) expect(ana.othersSee(other)).toEqual([]);
    const read = await here.person('rosa').runs(`case take ${code}`);
    expect(read).toContain('He followed me home');
    expect(read).toContain(sentence('cases-evidence-kept', { number: 1, name: 'a.png', kilobytes: 1 }));
  });

  story('goes on in private at one press', async (here) => {
    const ana = inSquare(here, 'ana');
    await ana.runs('report');
    expect(await ana.presses('word-privately')).toContain(sentence('privately-sent'));
    expect(here.person('ana').last()).toContain(sentence('cases-ask-safe'));
    expect(await here.person('ana').says('1')).toContain(sentence('cases-ask-story'));
  });

  story('is offered by no menu where there are none, and can’t be typed', async (here) => {
    const names = here.room.commands('ana').map(({ name }) => name);
    expect(names).toContain('report');
    expect(names.filter((each) => each.startsWith('report '))).toEqual([]);
    expect(await here.person('ana').runs('report message')).toContain(sentence('cases-ask-safe'));
  });
});

describe('what could not be delivered', () => {
  story('is shown under “inbox”, in its order, once', async (here) => {
    const ana = inSquare(here, 'ana');
    const code = codeIn(await telling(here));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.close('ana');
    await here.person('rosa').runs(`case reply ${code} first`);
    await here.person('sam').runs(`case reply ${code} second`);
    expect(
      here
        .person('sam')
        .reads()
        .filter((each) => each === sentence('cases-not-delivered', { code })),
    ).toHaveLength(2);
    await here.open('ana');
    const shown = await ana.runs('inbox');
    expect(shown.indexOf('first')).toBeLessThan(shown.indexOf('second'));
    expect(shown).toContain(sentence('people-inbox-all', { count: 2 }));
    expect(await ana.runs('inbox')).toBe(sentence('people-inbox-nothing'));
  });
});

describe('closed messages', () => {
  story('are told to the two once for each message, however often it is tried again', async (here) => {
    const ana = inSquare(here, 'ana');
    const code = codeIn(await telling(here));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.close('ana');
    await here.person('rosa').runs(`case reply ${code} hello`);
    const told = () =>
      here
        .person('sam')
        .reads()
        .filter((each) => each === sentence('cases-not-delivered', { code }));
    expect(told()).toHaveLength(1);
    // She is told once that something waits, where she can read it.
    expect(await ana.runs('help')).toContain(sentence('undelivered-waits'));
    for (let turn = 0; turn < 3; turn += 1) {
      await here.pass(minutes(11));
      expect(await ana.runs('help')).not.toContain(sentence('undelivered-waits'));
    }
    expect(told()).toHaveLength(1);
    // Once they are open again, it comes by itself.
    await here.open('ana');
    await here.pass(minutes(11));
    await ana.runs('help');
    expect(here.person('ana').last()).toContain('hello');
    expect(await ana.runs('inbox')).toBe(sentence('people-inbox-nothing'));
  });

  story('what waits for somebody who wished for neutral messages comes when they ask for it', async (here) => {
    const ana = inSquare(here, 'ana');
    const code = codeIn(await telling(here));
    await here.person('ana').says('new');
    await here.person('ana').says('2');
    await here.person('rosa').runs(`case take ${code}`);
    expect(here.person('ana').reads().join()).not.toContain(sentence('cases-hears-one', { code }));
    expect(await ana.runs('inbox')).toContain(sentence('cases-hears-one', { code }));
  });
});

async function telling(here: World): Promise<string> {
  const ana = here.person('ana');
  await ana.says('He followed me home');
  await ana.says('1');
  await ana.says('done');
  for (let turn = 0; turn < 20 && !ana.last().includes(sentence('cases-ask-confirm')); turn += 1)
    await ana.says('skip');
  return ana.says('1');
}
