/** Laws of files that go out with a message: whole, without power, and gone when it is. */
import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Sending } from '../../src/chat/platform.ts';
import type { Law, PersonUnderTest } from './laws.ts';
import { faultOf, post, texts, to, words } from './posts.ts';

const bytesOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) % 256);
const file = (name: string, more: Partial<Sending> = {}): Sending => ({
  name,
  type: 'image/png',
  spoiler: true,
  bytes: bytesOf(1_000),
  ...more,
});

const needs: Law['needs'] = ({ platform }) => platform.limits.file !== undefined;
const filesOf = async (person: PersonUnderTest) => (await person.reads()).flatMap((seen) => seen.files ?? []);

/** Names as somebody would send them who wants to do harm, or who writes another script. */
const names = [
  '../../etc/passwd',
  'C:\\Windows\\a.png',
  'photo\u202Egnp.exe',
  'a\u0000b\n.png',
  'x'.repeat(300) + '.png',
  '"; filename="b.html',
  'صورة.png',
  '',
];

export const attaching: readonly Law[] = [
  {
    name: 'a file arrives unchanged, with its words',
    what: 'Every byte arrives, in the order of the files, with the words that it was sent with.',
    why: 'It is evidence: its hash is what proves that it was not changed.',
    needs,
    async holds({ platform }, person) {
      const files = [file('first.png', { bytes: bytesOf(70_000) }), file('second.bin', { type: 'what/ever; x=1' })];
      await platform.send(post(to(person), words('Two files.'), { files }));
      expect(await texts(person)).toEqual(['Two files.']);
      expect((await filesOf(person)).map(({ bytes }) => Buffer.from(bytes))).toEqual(
        files.map(({ bytes }) => Buffer.from(bytes)),
      );
    },
  },
  {
    name: 'as much arrives as the limit says',
    what: 'A file of exactly `Limits.file` bytes arrives.',
    why: 'What is above it is never tried; a limit that promises too much is a message that is lost.',
    needs,
    async holds({ platform }, person) {
      const bytes = Buffer.alloc(platform.limits.file!, 'x');
      await platform.send(post(to(person), words('Large.'), { files: [file('large.bin', { bytes })] }));
      const [seen] = await filesOf(person);
      expect(bytes.equals(seen!.bytes)).toBe(true);
    },
  },
  {
    name: 'a file is covered where that was asked for',
    what: 'With `spoiler` a reader sees it only after a touch; without it, at once.',
    why: 'Nobody should see the worst picture of their year because they scrolled past it.',
    needs,
    async holds({ platform }, person) {
      const files = [file('covered.png'), file('open.png', { spoiler: false })];
      await platform.send(post(to(person), words('Look.'), { files }));
      expect((await filesOf(person)).map(({ covered }) => covered)).toEqual([true, false]);
    },
  },
  {
    name: 'a file’s name has no power',
    what: 'No folder, no control character, no mark that turns the direction of writing, no sentence of a header.',
    why: 'Whoever sends evidence may be the one whom it is about.',
    needs,
    async holds({ platform }, person) {
      for (const name of names) await platform.send(post(to(person), words('Look.'), { files: [file(name)] }));
      const seen = await filesOf(person);
      expect(seen).toHaveLength(names.length);
      for (const { name } of seen) {
        expect(name).toMatch(/^[^/\\<>:"|?*\p{Cc}\p{Cf}]+$/u);
        expect(name).not.toMatch(/^\./u);
        expect(name.length).toBeLessThanOrEqual(110);
      }
      expect(seen[4]!.name).toMatch(/x+…?\.png$/u);
    },
  },
  {
    name: 'a file goes when its message goes',
    what: 'After `remove` neither the message nor the file is there.',
    why: 'Whoever turns out to be involved must not keep the evidence against them.',
    needs: ({ platform }) => platform.limits.file !== undefined && platform.remove !== undefined,
    async holds({ platform }, person) {
      const delivered = await platform.send(post(to(person), words('Look.'), { files: [file('a.png')] }));
      await platform.remove!(delivered);
      await until(async () => (await person.reads()).length === 0);
    },
  },
  {
    name: 'an unsure post is known by its files as well',
    what: 'After a restart `find` gives back the post with these files, and none that only has the same words.',
    why: 'Two files are sent with the same words: a wrong find is evidence that was never shown.',
    needs: ({ platform, breakNext }) =>
      platform.limits.file !== undefined && platform.find !== undefined && breakNext !== undefined,
    async holds(world, person) {
      const unsureSince = world.house.clock.now();
      const arrived = post(to(person), words('Look.'), { files: [file('a.png')], unsureSince });
      const delivered = await world.platform.send(arrived);
      await world.stop();
      await world.start();
      const others = [[file('b.png')], [file('a.png', { bytes: bytesOf(999) })], []];
      for (const files of others) {
        const failed = post(to(person), words('Look.'), { files, unsureSince });
        world.breakNext!();
        await faultOf(world.platform.send(failed));
        expect(await world.platform.find!(failed)).toBeUndefined();
      }
      expect(await world.platform.find!(arrived)).toEqual(delivered);
    },
  },
];
