/** The way through the house, on Discord, by Discord's own means. */
import { describe, expect } from 'vitest';
import { text } from '../../src/chat/message.ts';
import { minutes, seconds } from '../../src/time/clock.ts';
import { answers, codeIn, numberOf, questionIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { onIt, story, teamOf, type Member } from './world.ts';

const waits = (code: string) => sentence('cases-card', { code });

describe('the steward', () => {
  story('who owns the server sets it up, and hears that nobody can tell who reads the channel', async (here) => {
    const told = await here.steward.runs('haven setup', { language: 'en', space: `<#${here.space.id}>` }, here.general);
    expect(told).toContain(sentence('community-set'));
    expect(told).toContain(sentence('community-readers-unknown'));
    const rosa = here.member('Rosa');
    const added = await here.steward.runs('team add', { person: rosa.account }, here.general);
    expect(added).toContain(sentence('people-team-added', { name: 'Rosa' }));
    expect(rosa.last()).toBe(sentence('people-welcome'));
  });

  story(
    'with the members intent it is known who reads the channel',
    async (here) => {
      const told = await here.steward.runs('haven setup', { language: 'en', space: here.space.id }, here.general);
      expect(told).not.toContain(sentence('community-readers-unknown'));
    },
    { members_intent: true },
  );

  story('nobody else may do that', async (here) => {
    const ana = here.member('Ana');
    expect(await ana.runs('haven setup', { language: 'en' }, here.general)).toBe(sentence('not-yours'));
    expect(await ana.runs('team add', { person: ana.account }, here.general)).toBe(sentence('not-yours'));
    // Nobody else can read these answers.
    expect(here.general.messages.every((each) => each.ephemeralFor === ana.account)).toBe(true);
  });
});

describe('a report', () => {
  story(
    'by somebody whose language nobody told is heard in that of the community, and the team is called in it',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa'), here.member('Sam')];
      await here.steward.runs('haven setup', { language: 'es' }, here.general);
      for (const { account } of [rosa, sam]) await here.steward.runs('team add', { person: account }, here.general);
      const ana = here.member('Ana');
      expect(await ana.says('Me siguió a casa')).toContain(sentence('cases-hello', undefined, 'es'));
      await ana.says(sentence('cases-safe-danger', undefined, 'es'));
      await here.pass(minutes(2));
      expect(rosa.reads()[0]).toBe(sentence('people-welcome', undefined, 'es'));
      expect(rosa.buttons()).toContain(sentence('cases-button-take', undefined, 'es'));
    },
  );

  story('is told by buttons, and ends with a receipt', async (here) => {
    const { ana } = await teamOf(here);
    const hello = await ana.says('hello');
    for (const key of ['cases-hello', 'cases-who-sees', 'discord-candour', 'cases-ask-safe'])
      expect(hello).toContain(sentence(key));
    expect(await ana.presses(sentence('cases-safe-yes'))).toContain(sentence('cases-ask-story'));
    await ana.says('Somebody pushed me');
    await ana.says('and laughed');
    expect(await ana.presses(sentence('word-done'))).toContain(sentence('cases-ask-relation'));
    expect(await ana.presses(sentence('cases-relation-me'))).toContain(sentence('cases-ask-kind'));
    let heard = ana.last();
    for (let turn = 0; turn < 20 && questionIn(heard) !== 'confirm'; turn += 1)
      heard = await ana.presses(sentence('word-skip'));
    expect(heard).toMatch(/Somebody pushed me\s+and laughed/u);
    const receipt = await ana.presses(sentence('cases-confirm-confirm'));
    expect(receipt).toContain(sentence('cases-receipt-next'));
    expect(receipt).toContain(sentence('cases-receipt-add'));
  });

  story('is told by plain numbers as well', async (here) => {
    const { ana } = await teamOf(here);
    const receipt = await reports(ana, 'Somebody pushed me', {
      relation: '1',
      kind: '2',
      where: 'at the bar',
      who: 'unknown',
      weight: '3',
      hear: '1',
      named: '1',
      contact: '1',
    });
    expect(receipt).toContain(sentence('cases-receipt-next'));
  });

  story('asks who must not know by the names that the team has on Discord', async (here) => {
    const { ana, sam } = await teamOf(here);
    await ana.says('It was one of you');
    await answers(ana, { hear: '2' }, 'people');
    for (const name of ['Rosa', 'Sam', 'Tariq']) expect(ana.buttons()).toContain(name);
    await ana.presses('Sam');
    const code = codeIn(await answers(ana, {}));
    expect(sam.reads().join()).not.toContain(code);
    expect(await sam.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
  });

  story('is in Spanish for whoever set Discord to Spanish', async (here) => {
    await teamOf(here);
    const lucia = here.member('Lucía', { locale: 'es-ES' });
    await lucia.runs('help');
    expect(await lucia.says('hola')).toContain(sentence('cases-hello', undefined, 'es'));
    expect(await lucia.presses(sentence('cases-safe-yes', undefined, 'es'))).toContain(
      sentence('cases-ask-story', undefined, 'es'),
    );
  });

  story('goes on after a restart, with what was written meanwhile', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('It began in May');
    await ana.says('1');
    await here.stop();
    ana.human.dm('then he came to my door');
    const last = ana.human.dm('and he waits there');
    await ana.hears(async () => (await here.start(), last.id));
    await ana.says('done');
    const summary = await answers(ana, { confirm: undefined });
    expect(summary).toMatch(/It began in May\s+then he came to my door\s+and he waits there/u);
  });

  story('by somebody who only ever gave commands is not missed either', async (here) => {
    const { ana } = await teamOf(here);
    await ana.runs('help');
    await here.stop();
    const first = ana.human.dm('Somebody hit me');
    expect(await ana.hears(async () => (await here.start(), first.id))).toContain(sentence('cases-kept-first'));
  });

  story('keeps a file, and says which one could not be loaded', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.says('Look');
    await ana.says('1');
    const file = (name: string) => ({ name, type: 'image/png', bytes: new Uint8Array([1, 2, 3]) });
    await ana.says('', [file('one.png'), file('two.png')]);
    here.server.break({ method: 'GET', path: /\/messages\/\d+$/, how: { error: 404 } });
    const heard = await ana.says('1');
    const failed = ['one.png', 'two.png'].filter((name) => heard.includes(sentence('cases-file-failed', { name })));
    expect(failed).toHaveLength(1);
    const code = codeIn(await answers({ says: (text) => ana.says(text), last: () => heard }, {}));
    await rosa.runs('case take', { case: code });
    const dossier = rosa.reads().join('\n');
    for (const [at, name] of ['one.png', 'two.png'].entries()) {
      const state = failed.includes(name) ? 'failed' : 'kept';
      expect(dossier).toContain(sentence(`cases-evidence-${state}`, { number: at + 1, name, kilobytes: 1 }));
    }
  });

  story('shows what was corrected, and no longer what was taken back', async (here) => {
    const { ana, rosa, sam, code } = await onIt(here);
    const wrong = ana.human.dm('It was Tuesday');
    await ana.hears(() => wrong.id);
    await rosa.hears(() => {
      ana.human.edit(wrong.id, 'It was Wednesday');
      return `${wrong.id}/edited/${wrong.edited!.toISOString()}`;
    });
    expect(sam.last()).toContain('It was Wednesday');
    const slip = ana.human.dm('my own address');
    await ana.hears(() => slip.id);
    await rosa.hears(() => (ana.human.unsend(slip.id), `${slip.id}/deleted`));
    expect(sam.last()).toBe(sentence('cases-deleted', { code }));
    const dossier = await rosa.runs('case show', { case: code });
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

  story('“hide” by a button works as well', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('hello');
    await ana.presses(sentence('cases-safe-no'));
    expect(ana.reads()).toEqual([]);
  });
});

describe('the team is told', () => {
  story(
    'in a thread of the channel, where everybody who reads it may hear',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      const ana = here.member('Ana');
      const code = codeIn(await reports(ana, 'He followed me home'));
      expect(here.threads()).toEqual([waits(code)]);
      // And in private besides, for whoever does not look into the channel: the card, and no word of the story.
      for (const each of [here.steward, rosa, sam]) {
        expect(each.reads().join()).toContain(code);
        expect(each.reads().join()).not.toContain('followed');
      }
      await rosa.presses(sentence('cases-button-take'));
      expect(here.threads().at(-1)).toBe(sentence('cases-taken-lead', { code, name: 'Rosa' }));
      await sam.presses(sentence('cases-button-take'));
      expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
      // What the two read, nobody else reads.
      const open = here.server.threadsOf(here.space).flatMap((each) => each.messages);
      expect(open.filter((each) => each.ephemeralFor === undefined && each.content.includes('followed'))).toEqual([]);
    },
    { members_intent: true },
  );

  story(
    'by direct message, where somebody reads the channel who may not hear, and the thread goes when one comes',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
      expect(here.threads()).toEqual([waits(code)]);
      const eve = here.member('Eve');
      const readers = () => here.arrivals.filter(({ what }) => what.kind === 'readers').length;
      const before = readers();
      here.server.changeRoles(here.guild, eve.human, [here.insiders]);
      await until(() => readers() > before);
      await here.settle();
      expect(here.server.threadsOf(here.space)).toEqual([]);
      expect(here.space.messages).toEqual([]);
      const second = codeIn(await reports(here.member('Bo'), 'He hit me', { hear: '2', people: 'Rosa' }));
      expect(here.server.threadsOf(here.space)).toEqual([]);
      expect(here.steward.reads().join()).toContain(waits(second));
      expect(sam.reads().join()).toContain(waits(second));
      expect(rosa.reads().join()).not.toContain(second);
    },
    { members_intent: true },
  );

  story(
    'apart from everyone else, when the channel was opened to everyone while the bot was away',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      await here.stop();
      here.server.changeOverwrites(here.space, []);
      await here.start();
      const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
      // In a private thread, and in private.
      expect(here.server.threadsOf(here.space).map(({ type }) => type)).toEqual([12]);
      expect(rosa.reads().join()).toContain(waits(code));
    },
    { members_intent: true },
  );

  story(
    'by direct message, when somebody came to read while Discord had forgotten the session',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      const eve = here.member('Eve');
      await here.setUp(here.steward, rosa, sam);
      here.server.cut({ resumable: false });
      here.guild.members.set(eve.account, [here.insiders]);
      const told = () =>
        here.arrivals.some(({ what }) => what.kind === 'readers' && what.accounts?.some((each) => each.name === 'Eve'));
      await until(told, 12_000);
      await here.settle();
      await reports(here.member('Ana'), 'He followed me home');
      expect(here.threads()).toEqual([]);
    },
    { members_intent: true },
  );

  story(
    'by direct message, when somebody came to read while the bot was away, and never in the space before that is known',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      const eve = here.member('Eve');
      await here.setUp(here.steward, rosa, sam);
      await here.stop();
      here.guild.members.set(eve.account, [here.insiders]);
      const lists = here.server.holdLists();
      const started = here.start();
      await until(() => lists.asked() > 0);
      const code = codeIn(await reports(here.member('Ana'), 'He followed me home'));
      lists.release();
      await started;
      await until(() => rosa.reads().join().includes(waits(code)));
      const opened = here.server.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/threads'));
      expect(opened).toEqual([]);
    },
    { members_intent: true },
  );

  story('without one who closed their messages, who is not counted from then on', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    sam.human.closeDirect();
    const code = codeIn(await reports(ana, 'It hurt'));
    expect(rosa.reads().join()).toContain(waits(code));
    tariq.human.closeDirect();
    await reports(here.member('Bo'), 'It hurt, too');
    const third = await reports(here.member('Cem'), 'And me');
    expect(third).toContain(sentence('cases-too-few'));
  });

  story('at once, by the danger door, but for whom the person keeps out', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    const card = await ana.says('danger');
    expect(card).toContain(sentence('community-card'));
    expect(card).toContain(sentence('cases-ask-mustnot'));
    await ana.says(numberOf({ last: () => numbered(ana) }, 'Tariq'));
    const urgent = (each: Member) => each.reads().some((message) => message.startsWith('Urgent.'));
    expect([rosa, sam, tariq].map(urgent)).toEqual([true, true, false]);
  });

  story('after a minute of silence, by the danger door', async (here) => {
    const { rosa, ana } = await teamOf(here);
    await ana.says('hello');
    await ana.presses(sentence('cases-safe-danger'));
    expect(rosa.reads().join()).not.toContain('Urgent.');
    await here.pass(seconds(61));
    expect(rosa.reads().join()).toContain('Urgent.');
  });

  story('again after a quarter of an hour', async (here) => {
    const { rosa, ana } = await teamOf(here);
    const code = codeIn(await reports(ana, 'It hurt'));
    await here.pass(minutes(16));
    expect(rosa.last()).toContain(sentence('cases-card-waiting', { minutes: 15 }));
    expect(rosa.last()).toContain(code);
  });
});

/** The buttons of the last message as a numbered list: their numbers are understood. */
const numbered = (member: Member) =>
  member
    .buttons()
    .map((label, at) => `${at + 1}. ${label}`)
    .join('\n');

describe('the two', () => {
  story('list, take, answer by a form, note, hand over, step aside and close', async (here) => {
    const { rosa, sam, tariq, ana } = await teamOf(here);
    const code = codeIn(await reports(ana, 'He followed me home'));
    expect(await rosa.runs('case list')).toContain(code);
    const state = text('cases-list-needs-two');
    expect(await rosa.human.complete('case take', 'case', code.slice(0, 3))).toEqual([
      { name: sentence('cases-offer', { code, minutes: 0, state }), value: code },
    ]);
    expect(await rosa.runs('case take', { case: code })).toContain('He followed me home');
    expect(await rosa.runs('case take', { case: code })).toBe(sentence('cases-already-on', { code }));
    expect(await rosa.runs('case reply', { case: code })).toContain(sentence('cases-reply-needs-two'));
    await rosa.presses(sentence('cases-relief-safe'));
    expect(ana.last()).toContain(sentence('cases-relief-safe'));
    await sam.runs('case take', { case: code });

    await rosa.runs('case reply', { case: code });
    expect(await rosa.fills({ text: 'We are here.' })).toBe(sentence('cases-replied', { code }));
    expect(ana.last()).toContain('We are here.');
    expect(sam.last()).toContain('We are here.');
    await ana.says('Thank you');
    expect(rosa.last()).toContain('Thank you');
    await rosa.presses(sentence('cases-button-reply'));
    await rosa.fills({ text: 'Are you at home?' });
    expect(ana.last()).toContain('Are you at home?');

    await sam.runs('case note', { case: code });
    expect(await sam.fills({ text: 'She sounds tired' })).toBe(sentence('cases-noted', { code }));
    expect(await rosa.runs('case show', { case: code })).toContain('She sounds tired');
    expect(ana.reads().join()).not.toContain('tired');

    await sam.runs('case handover', { case: code, person: tariq.account });
    await tariq.presses(sentence('cases-button-take'));
    expect(sam.last()).toBe(sentence('cases-handed-over', { code, name: 'Tariq' }));
    expect(await rosa.runs('case recuse', { case: code })).toBe(sentence('cases-recused', { code }));
    expect(await rosa.runs('case show', { case: code })).toBe(sentence('cases-unknown'));
    await sam.runs('case take', { case: code });

    await tariq.runs('case close', { case: code, outcome: 'resolved' });
    expect(ana.last()).toContain(sentence('cases-closed', { code }));
    expect(await tariq.runs('case reply', { case: code })).toBe(sentence('cases-closed-already', { code }));
  });

  story('close it by a button, with a form', async (here) => {
    const { sam, ana, code } = await onIt(here);
    await sam.presses(sentence('cases-button-close'));
    await sam.fills({ outcome: 'measures', words: 'He may not come in again.' });
    expect(ana.last()).toContain('He may not come in again.');
    expect(ana.last()).toContain(sentence('cases-outcome-measures-told'));
    expect(sam.last()).toBe(sentence('cases-space-closed', { code }));
  });

  story('answer in a channel so that nobody beside them reads it', async (here) => {
    const { rosa, code } = await onIt(here);
    expect(await rosa.runs('case show', { case: code }, here.general)).toContain('He followed me home');
    expect(here.general.messages.every((each) => each.ephemeralFor !== undefined)).toBe(true);
  });
});

describe('others', () => {
  story(
    'who press a button that is not theirs get nothing',
    async (here) => {
      const [rosa, sam] = [here.member('Rosa', { insider: true }), here.member('Sam', { insider: true })];
      await here.setUp(here.steward, rosa, sam);
      const ana = here.member('Ana');
      await ana.says('hello');
      const safe = ana.human.reads().at(-1)!.components[0].components[0].custom_id as string;
      const eve = here.member('Eve');
      expect(await eve.hears(() => eve.human.forge(safe, here.general).id)).toBe(sentence('button-gone'));
      expect(questionIn(ana.last())).toBe('safe');
      await ana.says('It hurt');
      await answers(ana, {});
      const thread = here.server.threadsOf(here.space)[0]!;
      const take = thread.messages[0]!.components[0].components[0].custom_id as string;
      expect(await eve.hears(() => eve.human.forge(take, here.general).id)).toBe(sentence('not-yours'));
      expect(here.threads()).toHaveLength(1);
    },
    { members_intent: true },
  );

  story('who call for help where others read are written to in private, and their words taken away', async (here) => {
    const { ana } = await teamOf(here);
    const heard = await ana.hears(() => ana.human.say(here.general, `${here.server.mention} Sam hit me`).id);
    expect(heard).toContain(sentence('cases-invite-public'));
    expect(heard).toContain(sentence('cases-redacted'));
    expect(here.general.messages.filter((each) => each.ephemeralFor === undefined)).toEqual([]);
  });

  story('who do so in a thread that people opened lose their words there, also over a restart', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const talk = here.server.thread(here.general, 'Friday', ana.human);
    const heard = await ana.hears(() => ana.human.say(talk, `${here.server.mention} Sam hit me`).id);
    expect(heard).toContain(sentence('cases-redacted'));
    expect(talk.messages).toEqual([]);

    here.server.break({ method: 'DELETE', path: /\/messages\//, how: { error: 500 }, times: Infinity });
    const unsaid = await ana.hears(() => ana.human.say(talk, `${here.server.mention} and again`).id);
    expect(unsaid).not.toContain(sentence('cases-redacted'));
    expect(unsaid).not.toContain(sentence('cases-not-redacted'));
    await here.stop();
    here.server.mend();
    await here.start();
    await here.pass(minutes(1));
    expect(talk.messages).toEqual([]);
    expect(ana.last()).toBe(sentence('cases-redacted'));

    // Among themselves the team may speak of the bot.
    const own = here.server.thread(here.space, 'Rota', rosa.human);
    await rosa.hears(() => rosa.human.say(own, `${here.server.mention} is slow`).id);
    expect(own.messages).toHaveLength(1);
  });

  story('who do so where the bot may take nothing away are told that it still stands there', async (here) => {
    const { ana } = await teamOf(here);
    const open = here.server.textChannel(here.guild, 'open');
    const talk = here.server.thread(open, 'Friday', ana.human);
    for (const where of [open, talk]) {
      const heard = await ana.hears(() => ana.human.say(where, `${here.server.mention} Sam hit me`).id);
      expect(heard).toContain(sentence('cases-invite-public'));
      expect(heard).toContain(sentence('cases-not-redacted'));
      expect(where.messages).toHaveLength(1);
    }
  });
});
