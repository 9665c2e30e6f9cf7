/** What members do on Discord: reports by command and by menu, in forms and in private, and what waits for them. */
import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Field } from '../../src/chat/field.ts';
import { capabilities } from '../../src/core/index.ts';
import { hours, minutes, seconds } from '../../src/time/clock.ts';
import { answers, codeIn, questionIn, reports, sentence } from '../support/report.ts';
import { until } from '../support/until.ts';
import { onIt, story, teamOf, type DiscordWorld, type Member } from './world.ts';

const label = (key: string, locale?: string) => sentence(key, undefined, locale);
const reportMessage = label('cases-command-report-message');
const reportPerson = label('cases-command-report-person');

/** Skips, by buttons, whatever is asked from here on, and sends it; gives the receipt. */
async function finishes(member: Member, locale = 'en'): Promise<string> {
  let heard = member.last();
  for (let turn = 0; turn < 30 && !member.buttons().includes(label('cases-confirm-confirm', locale)); turn += 1) {
    const skip = [label('word-skip', locale), label('word-done', locale)].find((each) =>
      member.buttons().includes(each),
    );
    if (skip === undefined) throw new Error(`nothing to skip by: ${heard}`);
    heard = await member.presses(skip);
  }
  return member.presses(label('cases-confirm-confirm', locale));
}

/** The fields of all commands, and of the questions that may be asked in a form. */
const fieldsOfAll = (): Field[] =>
  capabilities.flatMap((each) => [
    ...(each.commands ?? []).flatMap((command) => Object.values(command.fields) as Field[]),
    ...(each.flows ?? []).flatMap((flow) => (flow.page?.steps ?? []).map((name) => flow.steps[name]!.field)),
  ]);

/** What stands in private between somebody and the bot. */
const inPrivate = (member: Member) => member.human.channel().messages.filter(({ author }) => author !== member.account);
const whispers = (here: DiscordWorld, member: Member) =>
  here.general.messages.filter((each) => each.ephemeralFor === member.account);

describe('/report in a server', () => {
  story('is told from the first question to the receipt without a private message', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const hello = await ana.runs('report', {}, here.general);
    for (const key of ['cases-hello', 'cases-who-sees', 'discord-candour', 'cases-ask-safe', 'only-you'])
      expect(hello).toContain(sentence(key));
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-story'));
    // What a frightened person looks for comes first.
    expect(ana.buttons()[0]).toBe(label('word-write'));
    expect(await ana.writesHere('He followed me home')).toContain(sentence('cases-kept-story'));
    expect(await ana.writesHere('and waited outside')).toContain(sentence('cases-kept'));
    await ana.presses(label('word-done'));
    await ana.presses(label('cases-relation-me'));
    await ana.presses(label('cases-kind-stalking'));
    expect(await ana.writesHere('On the bridge')).toContain(sentence('cases-ask-when'));
    const receipt = await finishes(ana);
    expect(receipt).toContain(sentence('cases-receipt-next'));
    expect(receipt).toContain(sentence('cases-receipt-shared'));
    expect(inPrivate(ana)).toEqual([]);
    expect(here.general.messages.filter((each) => each.ephemeralFor === undefined)).toEqual([]);
    await rosa.runs('case take', { case: codeIn(receipt) });
    const read = rosa.reads().join('\n');
    for (const words of ['He followed me home', 'and waited outside', 'On the bridge']) expect(read).toContain(words);
  });

  story('says where not to type, wherever words are asked for, until it goes on in private', async (here) => {
    const { ana } = await teamOf(here);
    const warning = sentence('only-you-words');
    expect(await ana.runs('report', {}, here.general)).not.toContain(warning);
    expect(await ana.presses(label('cases-safe-yes'))).toContain(warning);
    expect(await ana.writesHere('He followed me home')).toContain(warning);
    expect(await ana.presses(label('word-done'))).not.toContain(warning);
    await ana.presses(label('cases-relation-me'));
    expect(await ana.presses(label('cases-kind-stalking'))).toContain(warning);
    await ana.presses(label('word-privately'));
    expect(ana.last()).toContain(sentence('cases-ask-where'));
    expect(ana.last()).not.toContain(warning);
  });

  story('goes on in private and back without loss', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    await ana.writesHere('It began in May');
    expect(await ana.presses(label('word-privately'))).toContain(sentence('cases-ask-story-more'));
    expect(inPrivate(ana).at(-1)!.content).toContain('You can add more');
    await ana.says('then he came to my door');
    await ana.runs('report', {}, here.general);
    await ana.writesHere('and he waits there');
    const read = await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    for (const words of ['It began in May', 'then he came to my door', 'and he waits there'])
      expect(read).toContain(words);
  });

  story('by somebody whose messages are closed says so plainly, and stays', async (here) => {
    const { ana } = await teamOf(here);
    ana.human.closeDirect();
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    const heard = await ana.presses(label('word-privately'));
    expect(heard).toContain(sentence('privately-sent'));
    expect(heard).toContain(sentence('cases-ask-story'));
    await until(() => ana.reads().join().includes(sentence('direct-closed')));
    expect(inPrivate(ana)).toEqual([]);
    await ana.runs('report', {}, here.general);
    expect(await ana.writesHere('He followed me home')).toContain(sentence('cases-kept-story'));
    expect(await finishes(ana)).toContain(sentence('cases-receipt-next'));
  });

  story('with danger calls the team from within it', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    expect(await ana.presses(label('cases-safe-danger'))).toContain(sentence('cases-ask-mustnot'));
    await ana.presses(label('word-nobody'));
    expect(rosa.last()).toContain('Urgent');
    expect(inPrivate(ana)).toEqual([]);
  });

  story('with danger and closed messages: what follows the minute of grace reaches her where she is', async (here) => {
    const { ana, rosa } = await teamOf(here);
    ana.human.closeDirect();
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-danger'));
    await here.pass(seconds(61));
    expect(rosa.last()).toContain('Urgent');
    expect(ana.reads().join('\n')).toContain(sentence('cases-receipt-next'));
    expect(inPrivate(ana)).toEqual([]);
  });

  story('and closed messages: an answer that comes while a form is open is read all the same', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    ana.human.closeDirect();
    await ana.runs('report', {}, here.general);
    await ana.presses(label('word-add'));
    await ana.presses(label('word-write'));
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'Are you safe tonight?' });
    expect(ana.reads().join('\n')).toContain('Are you safe tonight?');
    expect(rosa.reads().join('\n')).not.toContain(sentence('cases-not-delivered', { code }));
    expect(await ana.fills({ words: 'Yes, with a friend' })).toContain(sentence('cases-added', { code }));
    expect(rosa.reads().join('\n')).toContain('Yes, with a friend');
  });

  story('takes files in the form, and copies them before their link expires', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    const bytes = new Uint8Array([7, 7, 7]);
    await ana.presses(label('word-write'));
    const heard = await ana.fills({ words: 'Look' }, [{ name: 'shot.png', type: 'image/png', bytes }]);
    expect(heard).toContain(sentence('cases-ask-copies'));
    await ana.presses(label('cases-copies-copy'));
    await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(rosa.reads().join('\n')).toContain(
      sentence('cases-evidence-kept', { number: 1, name: 'shot.png', kilobytes: 1 }),
    );
    expect(await rosa.presses(sentence('cases-button-file', { number: 1 }))).toContain(hash);
  });

  story('chooses several people who must not know at once', async (here) => {
    const { ana, rosa, sam, tariq } = await teamOf(here);
    await here.setUp(here.member('Ida', { insider: true }));
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    await ana.writesHere('It was two of you');
    await ana.presses(label('word-done'));
    for (let turn = 0; turn < 20 && !ana.buttons().includes(label('cases-hear-not')); turn += 1)
      await ana.presses(label('word-skip'));
    await ana.presses(label('cases-hear-not'));
    await ana.presses(label('word-write'));
    expect(await ana.fills({ choices: '1,2' })).toContain(sentence('cases-people-set'));
    const code = codeIn(await finishes(ana));
    for (const each of [rosa, sam])
      expect(await each.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    expect(await tariq.runs('case take', { case: code })).toContain(sentence('cases-you-first'));
  });

  story('gives words back that come when their question is answered already', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('He followed me home');
    await ana.says('1');
    await ana.says('done');
    await ana.runs('report', {}, here.general);
    await ana.presses(label('word-skip'));
    await ana.presses(label('word-skip'));
    expect(questionIn(ana.last())).toBe('where');
    await ana.presses(label('word-write'));
    await ana.says('On the bridge');
    const heard = await ana.fills({ words: 'At the bar' });
    expect(heard).toContain(sentence('answered-already'));
    expect(heard).toContain('At the bar');
    expect(questionIn(heard)).toBe('when');
  });

  story('asks several questions on one page, each in the component that suits it', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    await ana.writesHere('He followed me home');
    await ana.presses(label('word-done'));
    await ana.presses(label('word-page'));
    const [relation, kind, where] = ana.human.modal().components;
    expect(relation.component).toMatchObject({ type: 21, required: false });
    expect(relation.component.options.map((each: { label: string }) => each.label)).toContain(
      label('cases-relation-me'),
    );
    expect(kind.component).toMatchObject({ type: 3, min_values: 0, max_values: 1 });
    expect(where.component).toMatchObject({ type: 4, style: 2, required: false });
    const heard = await ana.fills({ relation: 'me', kind: 'stalking', where: 'On the bridge', who: 'Sam' });
    expect(heard).toContain(sentence('cases-kept-out'));
    expect(questionIn(heard)).toBe('witnesses');
    const read = await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    for (const words of ['On the bridge', label('cases-kind-stalking'), label('cases-relation-me')])
      expect(read).toContain(words);
    expect(read).not.toContain(label('cases-fact-when'));
  });

  story('on one page in a private message as well; a kind that nobody may copy is met at once', async (here) => {
    const { ana } = await teamOf(here);
    await ana.says('Somebody shows pictures of me');
    await ana.says('1');
    await ana.says('done');
    await ana.presses(label('word-page'));
    const heard = await ana.fills({ kind: 'images', when: 'in May' });
    expect(heard).toContain(sentence('cases-never-fetched'));
    expect(questionIn(heard)).toBe('witnesses');
  });

  story('goes on after the program was started anew', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const troll = here.member('Troll');
    const bad = troll.human.say(here.general, 'see you tonight');
    await ana.chooses(reportMessage, bad);
    await here.stop();
    await here.start();
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-relation'));
    expect(await rosa.runs('case take', { case: codeIn(await finishes(ana)) })).toContain('see you tonight');
  });

  story('of a case that is open already offers to add to it', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    expect(await ana.runs('report', {}, here.general)).toBe(sentence('cases-report-open', { code }));
    expect(await ana.presses(label('word-add'))).toContain(sentence('cases-ask-add', { code }));
    expect(await ana.writesHere('He is back')).toContain(sentence('cases-added', { code }));
    expect(rosa.last()).toContain('He is back');
  });

  story('answers in time and by the newest token, however long it takes', async (here) => {
    const { ana } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    await here.pass(minutes(20));
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-story'));
    expect(inPrivate(ana)).toEqual([]);
    expect(whispers(here, ana).length).toBeGreaterThan(1);
    await here.pass(seconds(1));
  });
});

describe('“Report this message”', () => {
  story('keeps Discord’s own copy, hashed, and keeps its author out', async (here) => {
    const { ana, rosa, sam, tariq } = await teamOf(here);
    const bad = tariq.human.say(here.general, 'I know where you live');
    const before = tariq.reads();
    const heard = await ana.chooses(reportMessage, bad);
    expect(heard).toContain(sentence('cases-copy-kept', { platform: 'Discord', name: 'Tariq' }));
    expect(heard).toContain(sentence('cases-kept-out'));
    expect(heard).toContain(sentence('cases-ask-safe'));
    // Who wrote what and where is known: the next question is whether it happened to her.
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-relation'));
    const asked: string[] = [];
    for (let turn = 0; turn < 20 && questionIn(ana.last()) !== 'confirm'; turn += 1) {
      asked.push(String(questionIn(ana.last())));
      await ana.presses(label('word-skip'));
    }
    for (const known of ['story', 'where', 'when', 'who']) expect(asked).not.toContain(known);
    const code = codeIn(await ana.presses(label('cases-confirm-confirm')));
    // Nothing that he could see has changed.
    expect(tariq.reads()).toEqual(before);
    expect(await tariq.runs('case list')).toBe(sentence('cases-list-empty'));
    expect(await tariq.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    await rosa.runs('case take', { case: code });
    await sam.runs('case take', { case: code });
    // Whatever becomes of it there, the copy stays.
    here.general.messages.splice(here.general.messages.indexOf(bad), 1);
    const dossier = await sam.runs('case show', { case: code });
    expect(dossier).toContain('I know where you live');
    expect(dossier).toMatch(
      /Discord's own copy of a message by Tariq \(\d+\), in #general, written .* SHA-256: [0-9a-f]{64}/u,
    );
    expect(dossier).toContain(`Reported: Tariq (${tariq.account})`);
  });

  story('keeps what the message shows beside its words, in words, and fetches nothing', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const bad = here.member('Troll').human.say(here.general, '');
    const embed = {
      author: { name: 'The Daily' },
      title: 'She lies',
      url: 'https://example.org/she',
      description: 'Everybody knows where she lives',
      fields: [{ name: 'Street', value: 'Nine Elm Road', inline: true }],
      footer: { text: 'pass it on' },
      image: { url: 'https://example.org/her.png' },
    };
    bad.shows = {
      embeds: [embed],
      sticker_items: [{ id: '1', name: 'Pointing finger', format_type: 1 }],
      poll: {
        question: { text: 'Shall she leave?' },
        answers: [
          { answer_id: 1, poll_media: { text: 'At once', emoji: { id: null, name: '🔥' } } },
          { answer_id: 2, poll_media: { text: 'Tomorrow' } },
        ],
      },
      message_reference: { type: 1, channel_id: '2', message_id: '3' },
      message_snapshots: [
        {
          message: {
            content: 'I saw her today',
            attachments: [],
            embeds: [{ description: 'Her photograph' }],
            sticker_items: [{ id: '2', name: 'Laughing', format_type: 1 }],
          },
        },
      ],
    };
    await ana.chooses(reportMessage, bad);
    await ana.presses(label('cases-safe-yes'));
    await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    const shown = rosa.reads().join('\n').replaceAll(/^> ?/gmu, '');
    expect(shown).toContain(
      [
        '[embed]\nThe Daily\nShe lies\nhttps://example.org/she\nEverybody knows where she lives\nStreet: Nine Elm Road\npass it on',
        '[sticker] Pointing finger',
        '[poll]\nShall she leave?\n- 🔥 At once\n- Tomorrow',
        'I saw her today\n\n[embed]\nHer photograph\n\n[sticker] Laughing',
      ].join('\n\n'),
    );
    expect(shown).not.toContain('her.png');
  });

  story('asks for the kind of harm before it copies what is attached', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const bytes = new Uint8Array([4, 2]);
    const troll = here.member('Troll');
    const bad = troll.human.say(here.general, 'look', [{ name: 'pic.png', type: 'image/png', bytes }]);
    await ana.chooses(reportMessage, bad);
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-kind'));
    expect(here.server.requests.some(({ path }) => path.includes('/attachments/'))).toBe(false);
    expect(await ana.presses(label('cases-kind-harassment'))).toContain(sentence('cases-ask-copies'));
    expect(await ana.presses(label('cases-copies-copy'))).toContain(sentence('cases-ask-relation'));
    // It can't be asked for anew: the message is gone, and its link was good.
    await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(rosa.reads().join('\n')).toContain(
      sentence('cases-evidence-kept', { number: 1, name: 'pic.png', kilobytes: 1 }),
    );
    expect(await rosa.presses(sentence('cases-button-file', { number: 1 }))).toContain(hash);
  });

  story('never copies images of which it is said that nobody may have them', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const troll = here.member('Troll');
    const file = { name: 'pic.png', type: 'image/png', bytes: new Uint8Array([1]) };
    await ana.chooses(reportMessage, troll.human.say(here.general, 'ha', [file]));
    await ana.presses(label('cases-safe-yes'));
    const heard = await ana.presses(label('cases-kind-images'));
    expect(heard).toContain(sentence('cases-never-fetched'));
    expect(heard).toContain(sentence('cases-ask-relation'));
    await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    expect(rosa.reads().join('\n')).toContain(
      sentence('cases-evidence-pointer', { number: 1, name: 'pic.png', kilobytes: 1 }),
    );
  });

  story('works where the bot is not, for whoever installed it for themselves', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const stranger = here.member('Stranger');
    const chat = ana.human.chatWith(stranger.human);
    const bad = stranger.human.say(chat, 'send me more or else', [
      { name: 'threat.png', type: 'image/png', bytes: new Uint8Array([9]) },
    ]);
    await expect(ana.chooses(reportMessage, bad)).rejects.toThrow('not offered');
    ana.human.install();
    const heard = await ana.chooses(reportMessage, bad);
    expect(heard).toContain(sentence('cases-hello'));
    expect(chat.messages.filter(({ author }) => author === here.server.state.bot.id)).not.toEqual([]);
    expect(chat.messages.every((each) => each.author === stranger.account || each.ephemeralFor === ana.account)).toBe(
      true,
    );
    await ana.presses(label('cases-safe-yes'));
    await ana.presses(label('cases-kind-threats'));
    await ana.presses(label('cases-copies-copy'));
    await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    const read = rosa.reads().join('\n');
    expect(read).toContain('send me more or else');
    expect(read).toContain('threat.png (1 kB): kept');
  });

  story('joins several messages in one report, and keeps every author out', async (here) => {
    const { ana, rosa, sam, tariq } = await teamOf(here);
    await here.setUp(here.member('Ida', { insider: true }));
    await ana.chooses(reportMessage, tariq.human.say(here.general, 'go away'));
    await ana.presses(label('cases-safe-yes'));
    const file = { name: 'pic.png', type: 'image/png', bytes: new Uint8Array([1]) };
    const heard = await ana.chooses(reportMessage, sam.human.say(here.general, 'nobody wants you', [file]));
    expect(heard).toContain(sentence('cases-ask-kind'));
    expect(await ana.presses(label('cases-kind-harassment'))).toContain(sentence('cases-ask-copies'));
    expect(await ana.presses(label('cases-copies-leave'))).toContain(sentence('cases-ask-relation'));
    const code = codeIn(await finishes(ana));
    for (const each of [sam, tariq])
      expect(await each.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    const read = await rosa.runs('case take', { case: code });
    for (const words of ['go away', 'nobody wants you', `Tariq (${tariq.account}), Sam (${sam.account})`])
      expect(read).toContain(words);
  });

  story('tells of an edit, and keeps the words of before and after apart', async (here) => {
    const { ana, rosa } = await teamOf(here);
    const troll = here.member('Troll');
    const bad = troll.human.say(here.general, 'I will find you');
    await ana.chooses(reportMessage, bad);
    bad.content = 'have a nice day';
    bad.edited = here.clock.now();
    await ana.chooses(reportMessage, bad);
    await ana.presses(label('cases-safe-yes'));
    const read = await rosa.runs('case take', { case: codeIn(await finishes(ana)) });
    expect(read).toContain('I will find you');
    expect(read).toMatch(/, edited .* UTC, files: 0.*SHA-256/u);
    expect(read).toContain('have a nice day');
  });

  story('a link that expired is no file, and she is told so', async (here) => {
    const { ana } = await teamOf(here);
    const friend = here.member('Friend');
    ana.human.install();
    const chat = ana.human.chatWith(friend.human);
    const file = { name: 'pic.png', type: 'image/png', bytes: new Uint8Array([1]) };
    await ana.chooses(reportMessage, friend.human.say(chat, 'look', [file]));
    await ana.presses(label('cases-safe-yes'));
    await here.pass(hours(25));
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-kind-harassment'));
    await ana.presses(label('cases-copies-copy'));
    await until(() =>
      ana
        .reads()
        .join()
        .includes(sentence('cases-file-failed', { name: 'pic.png' })),
    );
  });

  story('no link is kept once a file has been fetched', async (here) => {
    const { ana } = await teamOf(here);
    const troll = here.member('Troll');
    const file = { name: 'pic.png', type: 'image/png', bytes: new Uint8Array([1]) };
    await ana.chooses(reportMessage, troll.human.say(here.general, 'look', [file]));
    expect(await here.kept('link/')).toHaveLength(1);
    await ana.presses(label('cases-safe-yes'));
    await ana.presses(label('cases-kind-harassment'));
    await ana.presses(label('cases-copies-copy'));
    expect(await here.kept('link/')).toEqual([]);
  });

  story('meets a message of one’s own, and one of the bot', async (here) => {
    const { ana } = await teamOf(here);
    const mine = ana.human.say(here.general, 'stop it');
    expect(await ana.chooses(reportMessage, mine)).toContain(sentence('cases-subject-own'));
    expect(await ana.chooses(reportMessage, mine)).toContain(sentence('cases-copy-already'));
    const ben = here.member('Ben');
    await ben.says('hello');
    const bots = inPrivate(ben).at(-1)!;
    expect(await ben.chooses(reportMessage, bots)).toContain(sentence('cases-subject-carried'));
  });
});

describe('“Report this message”, by somebody whose report the team has already', () => {
  const asked = label('cases-ask-where-belongs');
  const add = (code: string) => sentence('cases-belongs-add', { code });

  story('asks once, and adds Discord’s own copy to it; the two read it', async (here) => {
    const { ana, rosa, sam, tariq, code } = await onIt(here);
    const troll = here.member('Troll');
    const bytes = new Uint8Array([4, 2]);
    const bad = troll.human.say(here.general, 'still here', [{ name: 'pic.png', type: 'image/png', bytes }]);
    const before = [rosa, sam, tariq].map((each) => each.reads());
    expect(await ana.chooses(reportMessage, bad)).toContain(asked);
    expect(ana.buttons()).toEqual(expect.arrayContaining([add(code), label('cases-belongs-new')]));
    // Until she has answered, nobody hears of it.
    expect([rosa, sam, tariq].map((each) => each.reads())).toEqual(before);
    const heard = await ana.presses(add(code));
    expect(heard).toContain(sentence('cases-copy-kept', { platform: 'Discord', name: 'Troll' }));
    expect(heard).toContain(sentence('cases-added', { code }));
    // The kind was never said, and comes before any copy of a file.
    expect(heard).toContain(sentence('cases-ask-kind'));
    await ana.presses(label('cases-kind-stalking'));
    await ana.presses(label('cases-copies-copy'));
    for (const each of [rosa, sam]) expect(each.reads().join('\n')).toContain('still here');
    expect(tariq.reads()).toEqual(before[2]);
    const dossier = await rosa.runs('case show', { case: code });
    expect(dossier).toMatch(/Discord's own copy of a message by Troll .* SHA-256: [0-9a-f]{64}/u);
    expect(dossier).toContain(sentence('cases-evidence-kept', { number: 1, name: 'pic.png', kilobytes: 1 }));
  });

  story('and whose author is on the case: they are out at once, unseen, and another one is called', async (here) => {
    const { ana, rosa, sam, tariq, code } = await onIt(here);
    await ana.chooses(reportMessage, sam.human.say(here.general, 'I know where you live'));
    const before = sam.reads();
    const heard = await ana.presses(add(code));
    expect(heard).toContain(sentence('cases-kept-out'));
    expect(sam.reads().filter((each) => !before.includes(each))).toEqual([]);
    expect(sam.reads().join()).not.toContain(code);
    expect(await sam.runs('case show', { case: code })).toBe(sentence('cases-unknown'));
    expect(rosa.reads().join('\n')).toContain('I know where you live');
    expect(rosa.reads().join('\n')).toContain(sentence('cases-partner-gone', { code }));
    expect(await tariq.runs('case take', { case: code })).toContain('I know where you live');
  });

  story('keeps all that was reported, and every word, for a new report', async (here) => {
    const { ana, rosa, sam, tariq, code } = await onIt(here);
    await here.setUp(here.member('Ida', { insider: true }));
    const troll = here.member('Troll');
    await ana.chooses(reportMessage, troll.human.say(here.general, 'first of two'));
    expect(await ana.chooses(reportMessage, sam.human.say(here.general, 'second of two'))).toContain(asked);
    const before = rosa.reads();
    expect(await ana.says('this is about something else')).toContain(sentence('cases-belongs-kept'));
    const heard = await ana.presses(label('cases-belongs-new'));
    expect(heard).not.toContain(asked);
    expect(heard).toContain(sentence('cases-ask-safe'));
    expect(rosa.reads()).toEqual(before);
    await ana.presses(label('cases-safe-yes'));
    const other = codeIn(await finishes(ana));
    expect(other).not.toBe(code);
    expect(await sam.runs('case take', { case: other })).toBe(sentence('cases-unknown'));
    const read = await tariq.runs('case take', { case: other });
    for (const words of ['first of two', 'second of two', 'this is about something else'])
      expect(read).toContain(words);
    expect(await sam.runs('case show', { case: code })).not.toContain('of two');
  });

  story('forgets it when she wishes so, and never asks whoever has none', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    const bad = here.member('Troll').human.say(here.general, 'go away');
    await ana.chooses(reportMessage, bad);
    expect(await ana.presses(label('word-stop'))).toBe(sentence('cases-belongs-left'));
    expect(await rosa.runs('case show', { case: code })).not.toContain('go away');
    expect(await ana.says('He was there again')).toContain(sentence('cases-added', { code }));
    const ben = here.member('Ben');
    expect(await ben.chooses(reportMessage, bad)).not.toContain(asked);
  });

  story('never brings in whom she did not choose, though she reports all whom she chose', async (here) => {
    const { ana, rosa, sam, tariq } = await teamOf(here);
    await here.setUp(here.member('Ida', { insider: true }));
    const code = codeIn(await reports(ana, 'Somebody hurt me', { hear: '3', people: 'Rosa, Sam' }));
    for (const each of [rosa, sam]) await each.runs('case take', { case: code });
    for (const each of [sam, rosa]) {
      await ana.chooses(reportMessage, each.human.say(here.general, `${each.account} writes`));
      await ana.presses(add(code));
    }
    expect(ana.reads().join('\n')).toContain(sentence('cases-too-few-now'));
    expect(await tariq.runs('case list')).toBe(sentence('cases-list-empty'));
    expect(await tariq.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    expect([...tariq.reads(), ...here.threads()].join()).not.toContain(code);
  });

  story('keeps nothing from the two that she writes in danger before she has answered', async (here) => {
    const { ana, rosa, sam, code } = await onIt(here);
    await ana.chooses(reportMessage, here.member('Troll').human.say(here.general, 'still here'));
    expect(await ana.says('danger')).not.toContain(asked);
    const heard = await ana.says('He is at my door');
    expect(heard).toContain(sentence('cases-added', { code }));
    expect(heard).toContain(asked);
    for (const each of [rosa, sam]) {
      expect(each.reads().join()).toContain('He is at my door');
      expect(each.reads().join()).not.toContain('still here');
    }
    const photo = { name: 'door.png', type: 'image/png', bytes: new Uint8Array([1]) };
    expect(await ana.says('', [photo])).toContain(sentence('cases-ask-copies'));
    await ana.presses(label('cases-copies-copy'));
    await ana.runs('report');
    await ana.chooses(reportMessage, here.member('Ogre').human.say(here.general, 'me, too'));
    await ana.presses(add(code));
    const dossier = await rosa.runs('case show', { case: code });
    for (const words of ['He is at my door', 'door.png', 'still here', 'me, too']) expect(dossier).toContain(words);
  });

  story('asks no more about its files once the team has answered: what she writes is for them', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    const file = { name: 'pic.png', type: 'image/png', bytes: new Uint8Array([4, 2]) };
    await ana.chooses(reportMessage, here.member('Troll').human.say(here.general, 'still here', [file]));
    expect(await ana.presses(add(code))).toContain(sentence('cases-ask-kind'));
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'Are you safe tonight?' });
    expect(await ana.says('no')).toContain(sentence('cases-added', { code }));
    expect(await rosa.runs('case show', { case: code })).toMatch(/^no$/mu);
  });

  story('adds a person as well', async (here) => {
    const { ana, rosa, sam, code } = await onIt(here);
    await ana.chooses(reportPerson, sam.human, here.general);
    expect(await ana.presses(add(code))).toContain(sentence('cases-subject-noted', { name: 'Sam' }));
    expect(await sam.runs('case list')).toBe(sentence('cases-list-empty'));
    expect(await rosa.runs('case show', { case: code })).toContain(`Reported: Sam (${sam.account})`);
  });
});

describe('“Report this person”', () => {
  story('keeps them out, and asks no more who it was', async (here) => {
    const { ana, rosa, sam } = await teamOf(here);
    const heard = await ana.chooses(reportPerson, sam.human, here.general);
    expect(heard).toContain(sentence('cases-subject-noted', { name: 'Sam' }));
    expect(heard).toContain(sentence('cases-kept-out'));
    expect(await ana.presses(label('cases-safe-yes'))).toContain(sentence('cases-ask-story'));
    await ana.writesHere('He touches people');
    const code = codeIn(await finishes(ana));
    expect(await sam.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    expect(await rosa.runs('case take', { case: code })).toContain(`Reported: Sam (${sam.account})`);
  });

  story('who is not on the team does not count among those of it who will not hear', async (here) => {
    const { ana } = await teamOf(here);
    await ana.chooses(reportPerson, here.member('Max').human, here.general);
    await ana.presses(label('cases-safe-yes'));
    await ana.writesHere('He touches people');
    await finishes(ana);
    const told = ana.reads().join('\n');
    expect(told).toContain(sentence('cases-summary-out', { count: 0 }));
    expect(told).not.toContain(sentence('cases-summary-out', { count: 1 }));
  });

  story('on the bot itself, or on oneself, is met sensibly', async (here) => {
    const { ana } = await teamOf(here);
    const bot = { user: here.server.state.bot } as Member['human'];
    expect(await ana.chooses(reportPerson, bot, here.general)).toBe(sentence('cases-subject-bot'));
    expect(await ana.chooses(reportPerson, ana.human, here.general)).toContain(sentence('cases-subject-yourself'));
  });
});

describe('what was told in forms', () => {
  story('is corrected piece by piece when it is read back, and can be taken out', async (here) => {
    const { ana, rosa } = await teamOf(here);
    await ana.runs('report', {}, here.general);
    await ana.presses(label('cases-safe-yes'));
    for (const words of ['He folowed me', 'a secret that I regret', 'and waited outside']) await ana.writesHere(words);
    await ana.presses(label('word-done'));
    for (let turn = 0; turn < 20 && !ana.buttons().includes(label('cases-confirm-correct')); turn += 1)
      await ana.presses(label('word-skip'));
    await ana.presses(label('cases-confirm-correct'));
    expect(await ana.presses(label('cases-correct-story'))).toContain(sentence('cases-ask-piece'));
    expect(await ana.presses('He folowed me')).toContain('He folowed me');
    const back = await ana.writesHere('He followed me');
    expect(back).toContain(sentence('cases-reworded'));
    expect(back).toContain(sentence('cases-ask-confirm'));
    expect(back).not.toContain('folowed');
    await ana.presses(label('cases-confirm-correct'));
    await ana.presses(label('cases-correct-story'));
    await ana.presses('a secret that I regret');
    expect(await ana.presses(label('word-unsay'))).toContain(sentence('cases-unsaid'));
    const read = await rosa.runs('case take', { case: codeIn(await ana.presses(label('cases-confirm-confirm'))) });
    expect(read).toContain('He followed me');
    expect(read).toContain('and waited outside');
    expect(read).not.toMatch(/folowed|regret/u);
  });

  story('is corrected once the team has it: the two read the new words, and the old ones are gone', async (here) => {
    const { ana, rosa, sam, tariq, code } = await onIt(here);
    await ana.runs('report', {}, here.general);
    await ana.presses(label('word-add'));
    await ana.writesHere('It was on Mondy');
    await ana.runs('report', {}, here.general);
    expect(await ana.presses(label('word-reword'))).toContain(sentence('cases-ask-piece'));
    await ana.presses('It was on Mondy');
    expect(await ana.writesHere('It was on Monday, and Tariq saw it')).toContain(sentence('cases-kept-out'));
    for (const each of [rosa, sam]) {
      expect(each.reads().join()).toContain('It was on Monday');
      expect(each.reads().join()).not.toContain('Mondy');
    }
    expect(await tariq.runs('case show', { case: code })).toBe(sentence('cases-unknown'));
    expect(await rosa.runs('case show', { case: code })).not.toContain('Mondy');
  });
});

describe('/inbox', () => {
  story('(Cog-Creators/Red #3633, Dragory #122) shows what closed messages kept away; the two know', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    ana.human.closeDirect();
    await rosa.presses(label('cases-button-reply'));
    await rosa.fills({ text: 'Are you safe tonight?' });
    expect(rosa.reads().join('\n')).toContain(sentence('cases-not-delivered', { code }));
    // Acting in the server she is told once that something waits.
    const told = await ana.runs('help', {}, here.general);
    expect(told).toContain(sentence('undelivered-waits'));
    expect(await ana.runs('help', {}, here.general)).not.toContain(sentence('undelivered-waits'));
    const shown = await ana.runs('inbox', {}, here.general);
    expect(shown).toContain('Are you safe tonight?');
    expect(shown).toContain(sentence('people-inbox-all', { count: 1 }));
    expect(await ana.runs('inbox', {}, here.general)).toBe(sentence('people-inbox-nothing'));
    const before = rosa.reads().length;
    await here.pass(minutes(30));
    expect(rosa.reads().length).toBe(before);
  });

  story('never shows what was withdrawn, nor anything to whoever hides', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    ana.human.closeDirect();
    await rosa.runs('case reply', { case: code });
    await rosa.fills({ text: 'Are you safe tonight?' });
    await ana.runs('report', {}, here.general);
    await ana.says('hide');
    expect(await ana.runs('inbox', {}, here.general)).toBe(sentence('neutral-hello'));
    await ana.presses(label('word-show'));
    await ana.runs('report', {}, here.general);
    await ana.presses(label('word-withdraw'));
    await ana.presses(label('answer-yes'));
    expect(await ana.runs('inbox', {}, here.general)).not.toContain('Are you safe tonight?');
  });
});

describe('an answer that closed messages turned into a whisper', () => {
  /** Ana can read “Come to the main gate” where she acted last; Rosa wrote it as an answer in private. */
  async function whispered(here: DiscordWorld) {
    const team = await onIt(here);
    const { ana, rosa } = team;
    await ana.says('He stood there again');
    const question = rosa.human.channel().messages.findLast(({ content }) => content.includes('He stood there again'));
    ana.human.closeDirect();
    await ana.runs('help', {}, here.general);
    let message = '';
    await rosa.hears(() => (message = rosa.human.answer(question!, 'Come to the main gate').id));
    await rosa.presses(label('cases-button-send'));
    expect(ana.reads().join('\n')).toContain('Come to the main gate');
    const correct = (words: string) =>
      rosa.hears(() => {
        rosa.human.edit(message, words);
        const { edited } = rosa.human.channel().messages.find(({ id }) => id === message)!;
        return `${message}/edited/${edited!.toISOString()}`;
      });
    return { ...team, correct };
  }

  story('is corrected where it stands', async (here) => {
    const { ana, correct } = await whispered(here);
    const count = ana.reads().length;
    await correct('Do NOT come');
    expect(ana.reads()).toHaveLength(count);
    expect(ana.reads().join('\n')).toContain('Do NOT come');
    expect(ana.reads().join('\n')).not.toContain('main gate');
  });

  story('is corrected by words that wait for her, once Discord takes no change any more', async (here) => {
    const { ana, rosa, code, correct } = await whispered(here);
    await here.pass(minutes(20));
    await correct('Come at once');
    // She is not there: the two know that the correction has not arrived.
    expect(rosa.reads().join('\n')).toContain(sentence('cases-not-delivered', { code }));
    await correct('Do NOT come');
    const shown = await ana.runs('inbox', {}, here.general);
    expect(shown.match(/Do NOT come/gu)).toHaveLength(1);
    expect(shown).not.toContain('Come at once');
    expect(await ana.runs('inbox', {}, here.general)).toBe(sentence('people-inbox-nothing'));
  });

  story('or goes with what she did since', async (here) => {
    const { ana, correct } = await whispered(here);
    await here.pass(minutes(20));
    await ana.runs('help', {}, here.general);
    await correct('Do NOT come');
    expect(ana.last()).toContain('Do NOT come');
  });
});

describe('where the bot is not', () => {
  story('it keeps to five further answers, and what is left waits in /inbox', async (here) => {
    const { ana, rosa, code } = await onIt(here);
    ana.human.closeDirect();
    ana.human.install();
    for (const words of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      await rosa.presses(label('cases-button-reply'));
      await rosa.fills({ text: `word ${words}` });
    }
    const elsewhere = ana.human.chatWith(here.member('Friend').human);
    const first = await ana.runs('inbox', {}, elsewhere);
    expect(first).toContain('word one');
    expect(first).not.toContain('word eight');
    const rest = await ana.runs('inbox', {}, here.general);
    expect(rest).toContain('word eight');
    expect(first + rest).toMatch(/one[^]*two[^]*three[^]*four[^]*five[^]*six[^]*seven[^]*eight/u);
    expect(code).not.toBe('');
  });

  story('a command of the team is not offered', async (here) => {
    const { rosa } = await teamOf(here);
    rosa.human.install();
    const chat = rosa.human.chatWith(here.member('Friend').human);
    await expect(rosa.runs('case list', {}, chat)).rejects.toThrow('not offered');
  });
});

describe('Discord’s limits, by all that is really registered', () => {
  story('hold in every language: characters of a command, menus, labels of forms', async (here) => {
    const { commands } = here.server.state;
    expect(commands.length).toBeGreaterThan(8);
    const longest = (one: any, key: 'name' | 'description') =>
      Math.max(
        one[key]?.length ?? 0,
        ...Object.values(one[`${key}_localizations`] ?? {}).map((each: any) => each.length),
      );
    const size = (one: any): number =>
      longest(one, 'name') +
      longest(one, 'description') +
      (one.choices ?? []).reduce((sum: number, each: any) => sum + longest(each, 'name') + each.value.length, 0) +
      (one.options ?? []).reduce((sum: number, each: any) => sum + size(each), 0);
    for (const command of commands) expect(size(command), command.name).toBeLessThanOrEqual(8_000);
    for (const type of [2, 3]) expect(commands.filter((each) => each.type === type).length).toBeLessThanOrEqual(15);
    // Nothing in a form is cut where nobody sees it: a label fits, or stands whole in the line beneath.
    for (const locale of ['en', 'es']) {
      for (const field of fieldsOfAll()) {
        const said = sentence(field.title ?? field.summary, undefined, locale);
        expect(said.length, `${locale}: ${said}`).toBeLessThanOrEqual(100);
        for (const option of field.options ?? [])
          expect(sentence(option.label.key, undefined, locale).length).toBeLessThanOrEqual(100);
      }
    }
  });

  story('hold for a team that is larger than a message has buttons', async (here) => {
    const crowd = Array.from({ length: 28 }, (_, at) => here.member(`Helper ${String(at + 1).padStart(2, '0')}`));
    await here.setUp(...crowd);
    const ana = here.member('Ana');
    await ana.says('It was one of you');
    const heard = await answers(ana, { hear: '2' }, 'people');
    expect(heard).toContain('28. Helper 28');
    expect(await ana.says('28')).toContain(sentence('cases-people-set'));
  });
});

describe('in the person’s language', () => {
  story('names in menus, labels of forms and all that is said are Spanish', async (here) => {
    await teamOf(here);
    const lucia = here.member('Lucía', { locale: 'es-ES' });
    const troll = here.member('Troll');
    const bad = troll.human.say(here.general, 'ja');
    const heard = await lucia.chooses(label('cases-command-report-message', 'es'), bad);
    expect(heard).toContain(sentence('cases-hello', undefined, 'es'));
    await lucia.presses(label('cases-safe-yes', 'es'));
    await lucia.presses(label('word-skip', 'es'));
    await lucia.presses(label('word-skip', 'es'));
    await lucia.presses(label('word-write', 'es'));
    const modal = lucia.human.modal();
    expect(modal.title).toBe(label('cases-correct-witnesses', 'es'));
    expect(modal.components[0].label).toBe(label('form-words', 'es'));
    for (const command of here.server.state.commands) {
      if (command.type === 2 || command.type === 3) expect(command.name_localizations['es-ES']).toMatch(/^Denunciar/u);
      else if (!command.options?.some((each: any) => each.type === 1))
        expect(command.description_localizations['es-ES']).not.toBe(command.description);
    }
  });
});
