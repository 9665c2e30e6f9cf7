/** Laws of what comes in: nothing is lost, doubled, reordered or altered. */
import { expect } from 'vitest';
import type { Form } from '../../src/chat/platform.ts';
import { until } from '../support/until.ts';
import type { Law } from './laws.ts';
import { faultOf, post, rendered, to, words } from './posts.ts';

export const arriving: readonly Law[] = [
  {
    name: 'what is said arrives once and whole',
    what: 'A private message is handed over once, with its text, its author, its place and its time.',
    why: 'Whoever writes to us for the first time may not find the courage to write a second time.',
    async holds({ house }, person) {
      const id = await person.writes('something happened\nyesterday');
      const arrival = await house.got('message');
      expect(arrival.what).toMatchObject({ text: 'something happened\nyesterday', id, toUs: true, files: [] });
      expect(arrival.place).toEqual(to(person));
      expect(arrival.from.account).toBe(person.account);
      expect(Math.abs(arrival.at.getTime() - house.clock.now().getTime())).toBeLessThan(3_600_000);
      await person.writes('that is all');
      await house.got('message', (what) => what.text === 'that is all');
      expect(house.messagesOf(person.account)).toEqual(['something happened\nyesterday', 'that is all']);
    },
  },
  {
    name: 'the order of a story is kept',
    what: 'Messages of one person are handed over in the order in which she wrote them.',
    why: 'A story told in twenty short messages is another story when two of them change places.',
    async holds({ house }, person) {
      const story = Array.from({ length: 20 }, (_, i) => `line ${i}`);
      for (const line of story) await person.writes(line);
      await until(() => house.messagesOf(person.account).length === story.length);
      expect(house.messagesOf(person.account)).toEqual(story);
    },
  },
  {
    name: 'downtime loses nothing',
    what: 'What people who are known wrote while the program was down is handed over at start, in order, once.',
    why: 'Deploys happen; silence after a report looks like not being believed.',
    async holds(world, person) {
      await person.writes('before');
      await world.house.got('message');
      await world.stop();
      await person.writes('during, one');
      await person.writes('during, two');
      await world.start();
      await until(() => world.house.messagesOf(person.account).length >= 3);
      await person.writes('after');
      await world.house.got('message', (what) => what.text === 'after');
      expect(world.house.messagesOf(person.account)).toEqual(['before', 'during, one', 'during, two', 'after']);
    },
  },
  {
    name: 'stopping loses nothing',
    what: 'What comes in while the program stops is stored before `stop` returns, or handed over at the next start.',
    why: 'A program is stopped at a time that no reporter chose.',
    async holds(world, person) {
      await person.writes('first');
      await world.house.got('message');
      const release = world.house.hold();
      const burst = Array.from({ length: 10 }, (_, i) => `burst ${i}`);
      const writing = burst.map((line) => person.writes(line));
      await until(() => world.house.storing > 0);
      const stopping = world.stop();
      release();
      await stopping;
      expect(world.house.storing, 'nothing may be left half stored').toBe(0);
      const stored = world.house.arrivals.length;
      await Promise.allSettled(writing);
      await world.start();
      await until(() => world.house.messagesOf(person.account).length === burst.length + 1);
      expect(world.house.messagesOf(person.account)).toEqual(['first', ...burst]);
      expect(stored, 'what was being stored is stored when stop returns').toBeGreaterThan(1);
    },
  },
  {
    name: 'a dropped connection loses nothing',
    what: 'What is written while the connection is gone is handed over when it is back, once.',
    why: 'Connections drop every day, and nobody sees it.',
    needs: (world) => world.dropConnection !== undefined,
    async holds(world, person) {
      await person.writes('before');
      await world.house.got('message');
      world.dropConnection!();
      await person.writes('meanwhile');
      await world.house.got('message', (what) => what.text === 'meanwhile');
      await person.writes('after');
      await world.house.got('message', (what) => what.text === 'after');
      expect(world.house.messagesOf(person.account)).toEqual(['before', 'meanwhile', 'after']);
    },
  },
  {
    name: 'what can not be stored is not forgotten',
    what: 'An arrival that the house could not store is handed over again, at the latest after the next start.',
    why: 'A full disk must cost time, never a report.',
    async holds(world, person) {
      await person.writes('known');
      await world.house.got('message');
      world.house.full = true;
      await person.writes('into the full disk').catch(() => undefined);
      await until(() => world.house.refusals > 0);
      await world.stop();
      world.house.full = false;
      await world.start();
      await world.house.got('message', (what) => what.text === 'into the full disk');
      expect(world.house.messagesOf(person.account)).toEqual(['known', 'into the full disk']);
    },
  },
  {
    name: 'a press carries its token',
    what: 'A button hands over exactly the token that was sent with it, as the person who pressed, each time she presses.',
    why: 'The token is all that the house knows of a button.',
    needs: ({ platform }, person) => platform.limits.choices > 0 && person.presses !== undefined,
    async holds({ platform, house }, person) {
      const choices = Array.from({ length: Math.min(platform.limits.choices, 7) }, (_, i) => ({
        label: `Choice ${i}`,
        token: `token-${i}-Az09_~`,
        style: i === 0 ? ('primary' as const) : i === 1 ? ('danger' as const) : ('plain' as const),
        typed: String(i + 1),
      }));
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Which?' }], choices)));
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      expect(seen!.choices).toEqual(choices.map((each) => each.label));
      await person.presses!('Choice 5');
      const press = await house.got('press');
      expect(press).toMatchObject({ what: { token: 'token-5-Az09_~' }, from: { account: person.account } });
      expect(press.place).toEqual(to(person));
      await person.presses!('Choice 5');
      await until(() => house.arrivals.filter((each) => each.what.kind === 'press').length === 2);
    },
  },
  {
    name: 'a command comes as declared',
    what: 'A command is handed over with its declared name and the values by their declared names.',
    why: 'It was declared once; the same declaration reads it.',
    needs: (_world, person) => person.runs !== undefined,
    async holds({ house }, person) {
      await person.runs!('case take', { case: 'amber otter' });
      const arrival = await house.got('command');
      expect(arrival.what).toEqual({ kind: 'command', name: 'case take', args: { case: 'amber otter' } });
      expect(arrival.from.account).toBe(person.account);
    },
  },
  {
    name: 'a form comes back by name',
    what: 'A form that answers a command is shown; its values come back by field name, with its token.',
    why: 'Long and secret answers are asked for in forms where there are any.',
    needs: ({ platform }, person) =>
      platform.forms === true && person.fillsIn !== undefined && person.runs !== undefined,
    async holds({ platform, house }, person) {
      await person.runs!('ask', {});
      const { reply } = await house.got('command');
      const form: Form = {
        token: 'form-token-1',
        title: 'A title that is a good deal longer than forty-five characters',
        fields: [
          {
            name: 'story',
            label: 'What happened? Take all the space and all the time you need.',
            kind: 'text',
            long: true,
            optional: false,
            max: 8_000,
          },
          { name: 'where', label: 'Where', kind: 'text', long: false, optional: true },
          {
            name: 'weight',
            label: 'How heavy does it feel',
            kind: 'choice',
            long: false,
            optional: true,
            options: [
              { value: 'light', label: 'Light' },
              { value: 'heavy', label: 'Heavy' },
            ],
          },
        ],
      };
      await platform.send(
        post(to(person), words('What happened?'), { form, ...(reply === undefined ? {} : { reply }) }),
      );
      await person.fillsIn!({ story: 'line one\nline *two*', weight: 'heavy' });
      const arrival = await house.got('form');
      expect(arrival.what).toMatchObject({
        token: 'form-token-1',
        values: { story: 'line one\nline *two*', weight: 'heavy' },
      });
      expect(arrival.from.account).toBe(person.account);
    },
  },
  {
    name: 'a change of mind arrives',
    what: 'An edit and a deletion by the author are handed over with the id of the message.',
    why: 'Whoever takes words back must find them taken back here too.',
    needs: (_world, person) => person.edits !== undefined && person.deletes !== undefined,
    async holds({ house }, person) {
      const id = await person.writes('it was on Monday');
      await house.got('message');
      await person.edits!(id, 'it was on Tuesday');
      expect((await house.got('edited')).what).toMatchObject({ id, text: 'it was on Tuesday' });
      await person.deletes!(id);
      const gone = await house.got('deleted');
      expect(gone.what).toMatchObject({ id });
      expect(gone.from.account).toBe(person.account);
    },
  },
  {
    name: 'a file can be fetched later',
    what: 'A file is announced with name, type and size; its bytes come when asked for, also after a restart.',
    why: 'Evidence; and nothing is fetched before somebody decided that it may be.',
    needs: ({ platform }) => platform.fetch !== undefined,
    async holds(world, person) {
      const bytes = new TextEncoder().encode('screen\u0000shot');
      await person.writes('see this', [{ name: 'proof.png', type: 'image/png', bytes }]);
      const { what } = await world.house.got('message');
      expect(what.files).toMatchObject([{ name: 'proof.png', type: 'image/png', size: bytes.length }]);
      await world.stop();
      await world.start();
      expect(Buffer.from(await world.platform.fetch!(what.files[0]!))).toEqual(Buffer.from(bytes));
    },
  },
  {
    name: 'a file that fails is a fault',
    what: 'When a file can’t be fetched, `fetch` throws a fault, and the next try may work.',
    why: 'One broken attachment of ten must not cost the other nine.',
    needs: ({ platform, failNextFile }) => platform.fetch !== undefined && failNextFile !== undefined,
    async holds(world, person) {
      await person.writes('see this', [{ name: 'proof.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }]);
      const { what } = await world.house.got('message');
      world.failNextFile!();
      await faultOf(world.platform.fetch!(what.files[0]!));
      expect([...(await world.platform.fetch!(what.files[0]!))]).toEqual([1, 2, 3]);
    },
  },
];
