/** The way through the house, on Matrix, by what people type. */
import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { minutes } from '../../src/time/clock.ts';
import { answers, codeIn, numberOf, reports } from '../support/report.ts';
import { until } from '../support/until.ts';
import { linkTo, onIt, sentence, story, teamOf, withGround, type MatrixWorld, type Speaker } from './world.ts';

withGround();

const waits = (code: string) => sentence('cases-card', { code });

/** A team whose every member sits in the responders' room, and nobody else does. */
async function closeTeam(here: MatrixWorld) {
  const [rosa, sam] = [await here.member('Rosa', { insider: true }), await here.member('Sam', { insider: true })];
  await here.setUp(here.steward, rosa, sam);
  return { rosa, sam };
}

describe('the steward', () => {
  story('sets it up in the responders’ room, and lets the team in', async (here) => {
    const { room } = here.community;
    const told = await here.steward.runs(`setup --language en --space ${linkTo(room)}`, room);
    expect(told).toContain(sentence('community-set'));
    expect(told).not.toContain(sentence('community-readers-unknown'));
    const rosa = await here.member('Rosa');
    const added = await here.steward.runs(`team add ${linkTo(rosa.account)}`, room);
    expect(added).toContain(sentence('people-team-added', { name: 'Rosa' }));
    expect(rosa.last()).toBe(sentence('people-welcome'));
  });

  story('alone may do that', async (here) => {
    const eve = await here.member('Eve', { insider: true });
    expect(await eve.runs('setup --language en', here.community.room)).toContain(sentence('not-yours'));
    expect(await eve.runs(`team add ${eve.account}`, here.community.room)).toContain(sentence('not-yours'));
  });
});

describe('a report', () => {
  story('is told in plain words and numbers, and ends with a receipt', async (here) => {
    const { ana } = await teamOf(here);
    const hello = await ana.says('hello');
    for (const key of ['cases-hello', 'cases-who-sees', 'matrix-candour', 'cases-ask-safe'])
      expect(hello).toContain(sentence(key));
    expect(await ana.says('1')).toContain(sentence('cases-ask-story'));
    await ana.says('Somebody pushed me');
    await ana.says('and laughed');
    await ana.says('done');
    const summary = await answers(ana, {
      relation: '1',
      kind: '2',
      where: 'at the bar',
      weight: '3',
      confirm: undefined,
    });
    expect(summary).toMatch(/Somebody pushed me\s+and laughed/u);
    expect(summary).toContain('at the bar');
    const receipt = await ana.says('1');
    expect(receipt).toContain(sentence('cases-receipt-next'));
    expect(receipt).toContain(sentence('cases-receipt-add'));
  });

  story('keeps out whom the person names', async (here) => {
    const { ana, rosa, sam, tariq } = await teamOf(here);
    await ana.says('It was one of you');
    await answers(ana, { hear: '2' }, 'people');
    await ana.says(numberOf(ana, 'Sam'));
    const code = codeIn(await answers(ana, {}));
    expect(sam.reads().join()).not.toContain(code);
    for (const each of [rosa, tariq]) expect(each.reads().join()).toContain(waits(code));
    expect(await sam.runs(`case take ${code}`)).toBe(sentence('cases-unknown'));
    expect(here.threads()).toEqual([]);
  });

  story('goes on after a restart, with what was written meanwhile', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('It began in May');
    await ana.says('1');
    const room = await ana.direct();
    await here.stop();
    await ana.member.says(room, 'then he came to my door');
    const last = await ana.member.says(room, 'and he waits there');
    await ana.hears(async () => (await here.start(), last));
    await ana.says('done');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toMatch(/It began in May\s+then he came to my door\s+and he waits there/u);
  });

  story('by somebody who writes for the first time while the bot is away is not missed', async (here) => {
    await teamOf(here);
    const kim = await here.stranger('Kim');
    await here.stop();
    const room = await kim.direct();
    const first = await kim.member.says(room, 'Somebody hit me');
    expect(await kim.hears(async () => (await here.start(), first))).toContain(sentence('cases-kept-first'));
  });

  story('keeps a file, which one of the two opens under a cover, byte for byte', async (here) => {
    const { ana, rosa, sam } = await teamOf(here);
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256);
    await ana.says('Look at this');
    await ana.says('1');
    await ana.says('', [{ name: 'chat.png', type: 'image/png', bytes }]);
    await ana.says('1');
    const code = codeIn(await answers(ana, {}));
    await rosa.runs(`case take ${code}`);
    await sam.runs(`case take ${code}`);
    expect(rosa.reads().join('\n')).toContain(
      sentence('cases-evidence-kept', { number: 1, name: 'chat.png', kilobytes: 69 }),
    );
    const heard = await rosa.runs(`case file ${code}`);
    expect(heard).toContain(createHash('sha256').update(bytes).digest('hex'));
    const file = rosa.inPrivate().findLast(({ content }) => content.file !== undefined)!;
    expect(Buffer.from(await rosa.download(file)).equals(Buffer.from(bytes))).toBe(true);
    expect(file.content['page.codeberg.everypizza.msc4193.spoiler']).toBe(true);
    expect(sam.inPrivate().filter(({ content }) => content.file !== undefined)).toEqual([]);
  });

  story('shows what was corrected, and no longer what was taken back', async (here) => {
    const { ana, rosa, sam, code } = await onIt(here);
    const wrong = await saying(ana, 'It was Tuesday');
    await ana.edits(wrong, 'It was Wednesday');
    expect(sam.last()).toContain('It was Wednesday');
    const slip = await saying(ana, 'my own address');
    await ana.redacts(slip);
    expect(sam.last()).toBe(sentence('cases-deleted', { code }));
    const dossier = await rosa.runs(`case show ${code}`);
    expect(dossier).toContain('It was Wednesday');
    expect(dossier).not.toMatch(/Tuesday|my own address/u);
  });

  story('“hide” takes the bot’s messages away', async (here) => {
    const { ana } = await teamOf(here);
    await reports(ana, 'He reads my phone');
    expect(ana.reads()).not.toEqual([]);
    expect(await ana.says('hide')).toBe('');
    expect(ana.reads()).toEqual([]);
    expect(await ana.says('hm')).toBe(sentence('neutral-hello'));
  });
});

/** Says it, and gives the id of the message. */
async function saying(who: Speaker, text: string): Promise<string> {
  let id = '';
  await who.hears(async () => (id = await who.member.says(await who.direct(), text)));
  return id;
}

describe('the team is told', () => {
  for (const version of ['11', '12'])
    story(
      `in a thread of a room of version ${version}, where everybody who reads it may hear`,
      async (here) => {
        const { rosa, sam } = await closeTeam(here);
        const ana = await here.member('Ana');
        const code = codeIn(await reports(ana, 'He followed me home'));
        expect(here.threads().flat().join()).toContain(waits(code));
        expect(here.threads()).toHaveLength(1);
        // And in private besides, for whoever does not look into the room: the card, and no word of the story.
        for (const each of [here.steward, rosa, sam]) {
          expect(each.reads().join()).toContain(code);
          expect(each.reads().join()).not.toContain('followed');
        }
        await rosa.runs(`case take ${code}`);
        expect(here.threads()[0]!.at(-1)).toBe(sentence('cases-taken-lead', { code, name: 'Rosa' }));
        await sam.runs(`case take ${code}`);
        expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
        // What the two read, nobody else reads.
        expect(rosa.reads().join()).toContain('followed');
        expect(here.threads().flat().join()).not.toContain('followed');
      },
      { version },
    );

  story('in private, where somebody reads the room who may not hear; the thread goes when one comes', async (here) => {
    const { rosa, sam } = await closeTeam(here);
    const code = codeIn(await reports(await here.member('Ana'), 'He followed me home'));
    expect(here.threads()).toHaveLength(1);
    const eve = await here.member('Eve', { insider: true });
    await until(async () => (await here.steward.looks(), here.threads().length === 0), 10_000);
    await eve.looks();
    expect(eve.inRoom().map(({ content }) => content)).toEqual([]);
    const second = codeIn(await reports(await here.member('Bo'), 'He hit me', { hear: '2', people: 'Rosa' }));
    expect(here.threads()).toEqual([]);
    expect(sam.reads().join()).toContain(waits(second));
    expect(rosa.reads().join()).not.toContain(second);
    expect(rosa.reads().join()).toContain(code);
  });

  story('at once, by the danger door, but for whom the person keeps out', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    const card = await ana.says('danger');
    expect(card).toContain(sentence('community-card'));
    expect(card).toContain(sentence('cases-ask-mustnot'));
    await ana.says(numberOf(ana, 'Tariq'));
    const urgent = (each: Speaker) => each.reads().some((message) => message.startsWith('Urgent.'));
    expect([rosa, sam, tariq].map(urgent)).toEqual([true, true, false]);
    expect(rosa.member.rings()).toBeGreaterThan(0);
    expect(tariq.member.rings()).toBe(0);
  });

  story('again after a quarter of an hour', async (here) => {
    const { rosa, ana } = await teamOf(here);
    const code = codeIn(await reports(ana, 'It hurt'));
    await here.pass(minutes(16));
    expect(rosa.last()).toContain(sentence('cases-card-waiting', { minutes: 15 }));
    expect(rosa.last()).toContain(code);
  });
});

describe('the two', () => {
  story('list, take, answer, note, hand over, step aside and close', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    const code = codeIn(await reports(ana, 'He followed me home'));
    expect(await rosa.runs('case list')).toContain(code);
    expect(await rosa.runs(`case take ${code}`)).toContain('He followed me home');
    expect(await rosa.runs(`case take ${code}`)).toBe(sentence('cases-already-on', { code }));
    expect(await rosa.runs(`case reply ${code} Hello`)).toContain(sentence('cases-reply-needs-two'));
    await sam.runs(`case take ${code}`);

    expect(await rosa.runs(`case reply ${code} We are here.`)).toBe(sentence('cases-replied', { code }));
    expect(ana.last()).toContain('We are here.');
    expect(sam.last()).toContain('We are here.');
    await ana.says('Thank you');
    expect(rosa.last()).toContain('Thank you');

    expect(await sam.runs(`case note ${code} She sounds tired`)).toBe(sentence('cases-noted', { code }));
    expect(await rosa.runs(`case show ${code}`)).toContain('She sounds tired');
    expect(ana.reads().join()).not.toContain('tired');

    await sam.runs(`case handover ${code} ${linkTo(tariq.account)}`);
    await tariq.runs(`case take ${code}`);
    expect(sam.last()).toBe(sentence('cases-handed-over', { code, name: 'Tariq' }));
    expect(await rosa.runs(`case recuse ${code}`)).toBe(sentence('cases-recused', { code }));
    expect(await rosa.runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    await sam.runs(`case take ${code}`);

    await tariq.runs(`case close ${code} --outcome resolved`);
    expect(ana.last()).toContain(sentence('cases-closed', { code }));
  });
});
