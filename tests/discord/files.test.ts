/** The files of a case on Discord: as uploads, under a spoiler, for one of the two alone. */
import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { answers, codeIn, sentence } from '../support/report.ts';
import { minutes } from '../../src/time/clock.ts';
import { story, teamOf, type DiscordWorld, type Member } from './world.ts';

const picture = (size = 3_000) => Uint8Array.from({ length: size }, (_, at) => (at * 7) % 256);
const film = picture(10 * 1024 * 1024 + 1);
const photo = (name: string, bytes = picture()) => ({ name, type: 'image/png', bytes });

/** Ana reports with these files, and Rosa and Sam take it. */
async function taken(here: DiscordWorld, files: readonly ReturnType<typeof photo>[]) {
  const team = await teamOf(here);
  await team.ana.says('Look at this');
  await team.ana.says('1');
  await team.ana.says('', files);
  await team.ana.says('1');
  const code = codeIn(await answers(team.ana, {}));
  await team.rosa.runs('case take', { case: code });
  await team.sam.runs('case take', { case: code });
  return { ...team, code };
}

/** What the bot uploaded that this person can see. */
const uploads = (member: Member) =>
  member.human.reads().flatMap((message) =>
    message.attachments.map(({ filename, bytes }) => ({
      filename,
      bytes: Buffer.from(bytes),
      ephemeral: message.ephemeralFor !== undefined,
      channel: message.channel,
    })),
  );

const button = (number: number) => sentence('cases-button-file', { number });

describe('a file of a case', () => {
  story('is opened in private, under a spoiler, byte for byte', async (here) => {
    const { rosa, sam, code } = await taken(here, [photo('chat.png')]);
    const heard = await rosa.runs('case file', { case: code });
    expect(uploads(rosa)).toMatchObject([{ filename: 'SPOILER_chat.png', ephemeral: false }]);
    expect(uploads(rosa)[0]!.bytes.equals(picture())).toBe(true);
    expect(heard).toContain(createHash('sha256').update(picture()).digest('hex'));
    expect(heard).toContain(sentence('cases-file', { number: 1, code }));
    expect(uploads(sam)).toEqual([]);
  });

  story('where others are near, as an answer for the eyes of one alone', async (here) => {
    const { rosa, code } = await taken(here, [photo('chat.png')]);
    await rosa.runs('case file', { case: code }, here.space);
    expect(uploads(rosa)).toMatchObject([
      { filename: 'SPOILER_chat.png', ephemeral: true, channel: here.space.id, bytes: Buffer.from(picture()) },
    ]);
    const open = [here.space, here.general, ...here.server.threadsOf(here.space)].flatMap((each) => each.messages);
    expect(open.filter((each) => each.ephemeralFor === undefined).flatMap((each) => each.attachments)).toEqual([]);
  });

  story('is opened by a button, in private and where others are near', async (here) => {
    const { rosa, sam, code } = await taken(here, [photo('one.png'), photo('two.png', picture(10))]);
    expect(await rosa.runs('case file', { case: code })).toContain(sentence('cases-file-which', { code }));
    await rosa.presses(button(2));
    expect(uploads(rosa)).toMatchObject([{ filename: 'SPOILER_two.png', ephemeral: false }]);
    await sam.runs('case show', { case: code }, here.space);
    await sam.presses(button(1));
    expect(uploads(sam)).toMatchObject([{ filename: 'SPOILER_one.png', ephemeral: true }]);
  });

  story('Discord is asked for patience first: an upload may take longer than its three seconds', async (here) => {
    const { rosa, code } = await taken(here, [photo('chat.png')]);
    const from = here.server.requests.length;
    await rosa.runs('case file', { case: code }, here.space);
    const asked = here.server.requests
      .slice(from)
      .map(({ method, path }) => `${method} ${path.replaceAll(/\d{5,}/g, ':id')}`);
    const [first, second] = asked.filter((each) => /callback|webhooks/u.test(each));
    expect(first).toMatch(/^POST \/interactions\/.*callback/u);
    expect(second).toMatch(/^PATCH \/webhooks\/.*@original/u);
  });

  story(
    '(Red-DiscordBot #3633) is tried again when the upload fails, and shown once when its receipt is lost',
    async (here) => {
      const { rosa, code } = await taken(here, [photo('one.png'), photo('two.png')]);
      here.server.break({ method: 'PATCH', path: /@original$/, how: { error: 500 } });
      await rosa.runs('case file', { case: code, number: '1' });
      await here.pass(minutes(5));
      expect(uploads(rosa)).toHaveLength(1);
      here.server.break({ method: 'PATCH', path: /@original$/, how: 'lose' });
      await rosa.runs('case file', { case: code, number: '2' });
      await here.pass(minutes(5));
      expect(uploads(rosa)).toHaveLength(2);
      here.server.break({ method: 'POST', path: /\/messages$/, how: 'lose' });
      await rosa.presses(button(2));
      await here.pass(minutes(5));
      here.server.break({ method: 'PATCH', path: /@original$/, how: 'lose' });
      await rosa.runs('case file', { case: code, number: '1' }, here.space);
      await here.pass(minutes(5));
      expect(uploads(rosa).map(({ filename }) => filename)).toEqual(
        ['one', 'two', 'two', 'one'].map((name) => `SPOILER_${name}.png`),
      );
    },
  );

  story('has a name of plain characters there, and its own in the words', async (here) => {
    const { rosa, code } = await taken(here, [photo('Übergriff am Spiel/Ñandú (1).png')]);
    expect(await rosa.runs('case file', { case: code })).toContain('Ñandú (1).png');
    expect(uploads(rosa).map(({ filename }) => filename)).toEqual(['SPOILER_Nandu_1_.png']);
  });

  story('of more than Discord takes is not tried: what can be done instead is said', async (here) => {
    const { rosa, code } = await taken(here, [photo('film.mp4', film), photo('fits.bin', picture(10 * 1024 * 1024))]);
    const heard = await rosa.runs('case file', { case: code, number: '1' });
    expect(heard).toContain(
      sentence('cases-file-too-large-here', { name: 'film.mp4', code, megabytes: 10.1, most: 10 }),
    );
    expect(uploads(rosa)).toEqual([]);
    expect(heard).toContain(sentence('discord-larger'));
    await rosa.presses(button(2));
    expect(uploads(rosa).map(({ bytes }) => bytes.length)).toEqual([10 * 1024 * 1024]);
  });

  story('is opened where more fits: on a boosted server, by command and by button, for one alone', async (here) => {
    here.guild.uploads = 50 * 1024 * 1024;
    const { rosa, code } = await taken(here, [photo('film.mp4', film)]);
    await rosa.runs('case file', { case: code });
    expect(uploads(rosa)).toEqual([]);
    await rosa.runs('case file', { case: code }, here.space);
    await rosa.runs('case show', { case: code }, here.space);
    await rosa.presses(button(1));
    const seen = uploads(rosa);
    expect(seen).toMatchObject([{ ephemeral: true }, { ephemeral: true }]);
    for (const { bytes } of seen) expect(bytes.equals(film)).toBe(true);
  });

  story('is opened in private by whoever may send more, by command; a button says how', async (here) => {
    const { rosa, code } = await taken(here, [photo('film.mp4', film)]);
    rosa.human.user.uploads = 50 * 1024 * 1024;
    await rosa.runs('case show', { case: code });
    expect(await rosa.presses(button(1))).toContain(sentence('discord-larger'));
    expect(uploads(rosa)).toEqual([]);
    await rosa.runs('case file', { case: code });
    expect(uploads(rosa)).toMatchObject([{ filename: 'SPOILER_film.mp4', ephemeral: false }]);
  });

  story('that can no longer go where so much fits is said to be too large, and nothing is lost', async (here) => {
    here.guild.uploads = 50 * 1024 * 1024;
    const { rosa, code } = await taken(here, [photo('film.mp4', film)]);
    here.server.break({ method: 'POST', path: /callback$/, how: { error: 500 }, times: 3 });
    here.server.break({ method: 'PATCH', path: /@original$/, how: { error: 500 }, times: 12 });
    await rosa.runs('case file', { case: code }, here.space);
    await here.pass(minutes(30));
    expect(uploads(rosa)).toEqual([]);
    expect(rosa.last()).toContain(
      sentence('cases-file-too-large-here', { name: 'film.mp4', code, megabytes: 10.1, most: 10 }),
    );
  });

  story('goes from the chat when its reader steps aside, is kept out, or the person takes it back', async (here) => {
    const { ana, rosa, sam, tariq, code } = await taken(here, [photo('chat.png')]);
    for (const each of [rosa, sam]) await each.runs('case file', { case: code });
    await rosa.runs('case recuse', { case: code });
    expect([uploads(rosa), uploads(sam)].map((each) => each.length)).toEqual([0, 1]);
    await tariq.runs('case take', { case: code });
    await tariq.runs('case file', { case: code });
    await ana.says('change who may hear');
    await ana.says('2');
    await ana.says('Tariq');
    expect([uploads(tariq), uploads(sam)].map((each) => each.length)).toEqual([0, 1]);
    await ana.says('withdraw');
    await ana.says('yes');
    expect(uploads(sam)).toEqual([]);
  });

  story('is offered, and opened, only for the two', async (here) => {
    const { rosa, tariq, ana, code } = await taken(here, [photo('chat.png')]);
    expect((await rosa.human.complete('case file', 'case', '')).map(({ value }) => value)).toEqual([code]);
    expect(await tariq.human.complete('case file', 'case', '')).toEqual([]);
    expect(await tariq.runs('case file', { case: code })).toBe(await tariq.runs('case show', { case: code }));
    expect(await ana.runs('case file', { case: code })).toBe(sentence('not-yours'));
    expect([tariq, ana].flatMap(uploads)).toEqual([]);
  });
});
