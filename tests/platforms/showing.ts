/** Laws of what people see: all of it, as it was written, and only where it belongs. */
import { expect } from 'vitest';
import type { Place } from '../../src/chat/platform.ts';
import { until } from '../support/until.ts';
import type { Law } from './laws.ts';
import { post, rendered, texts, to, words } from './posts.ts';

/** What would do harm if anything read it as markup, a mention or a command of the page. */
const tricks = [
  '**not bold** __not underlined__ *nor* _slanted_ ~~struck~~ `code` ||hidden||',
  '# no heading\n> no quote\n- no list\n1. no list either\n-# not small',
  '[a bank](https://example.org/steal) <https://example.org> https://example.org/a_b_c?d=*e*',
  '@everyone @here <@1> <@!1> <@&1> <#1> <t:0:R> <:smile:1> </help:1>',
  '<b>no tag</b> &amp; <script>alert(1)</script> <img src=x onerror=alert(1)>',
  'a \\ backslash, a \\*pair\\*, ```\na block\n``` and a ` alone, ¯\\_(ツ)_/¯',
];

export const showing: readonly Law[] = [
  {
    name: 'any script passes unharmed',
    what: 'Right-to-left text, joined emoji, marks and control characters arrive and are shown as they were written.',
    why: 'People report in their own language, and evidence must not be changed.',
    async holds({ house, platform }, person) {
      const samples = [
        'שלום, היא איימה עליי 2 פעמים',
        'مرحبا \u202Bالنص\u202C',
        '👩🏽‍🚒 e\u0301 नमस्ते',
        'bell\u0007 tab\tend \u200Bzero',
      ];
      for (const sample of samples) {
        await person.writes(sample);
        await house.got('message', (what) => what.text === sample);
        await platform.send(post(to(person), rendered([{ kind: 'quote', text: sample }])));
      }
      await until(async () => (await person.reads()).length === samples.length);
      expect(await texts(person)).toEqual(samples);
    },
  },
  {
    name: 'what is sent is read',
    what: 'A post in private is read by that person, with all its parts, and by nobody else.',
    why: 'It is what a platform is for.',
    async holds(world, person) {
      const other = await world.person('Somebody else');
      const delivered = await world.platform.send(
        post(
          to(person),
          rendered([
            { kind: 'paragraph', text: 'We heard you.' },
            { kind: 'facts', facts: [['Code name', 'amber otter']] },
            { kind: 'list', items: ['first', 'second'] },
            { kind: 'quote', text: 'one line\nand another', by: 'You' },
          ]),
        ),
      );
      expect(delivered.place).not.toBe('');
      expect(delivered.message).not.toBe('');
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      for (const piece of [
        'We heard you.',
        'Code name',
        'amber otter',
        'first',
        'second',
        'You',
        'one line\nand another',
      ]) {
        expect(seen!.text).toContain(piece);
      }
      expect(await other.reads()).toEqual([]);
    },
  },
  {
    name: 'the longest message passes',
    what: 'A message as long as `limits` says, in its own measure, is delivered whole, whatever it is made of.',
    why: 'The house cuts by these numbers; a limit that only holds for letters loses somebody’s words.',
    async holds({ platform }, person) {
      const { text: most, measure = (text: string) => text.length } = platform.limits;
      const fill = (piece: string) => piece.repeat(Math.floor(Math.min(most, 20_000) / Math.max(1, measure(piece))));
      const longest = ['x', '*', '`', '|> ', 'é👩🏽‍🚒', '\n> x'].map((piece) => fill(piece).trim());
      for (const text of longest) await platform.send(post(to(person), rendered([{ kind: 'quote', text }])));
      await until(async () => (await person.reads()).length === longest.length);
      const seen = await person.reads();
      expect(seen.map((each) => each.text)).toEqual(longest);
      expect(seen.flatMap((each) => each.alive)).toEqual([]);
    },
  },
  {
    name: 'words are shown as they are',
    what: 'Markup, links and mentions in any part of a message are inert, and every character stays visible.',
    why: 'What people wrote is evidence; and nobody may hide words, fake a link or speak in our name.',
    async holds({ platform }, person) {
      for (const trick of tricks) await platform.send(post(to(person), rendered([{ kind: 'quote', text: trick }])));
      for (const trick of tricks) await platform.send(post(to(person), words(trick)));
      await until(async () => (await person.reads()).length === tricks.length * 2);
      const seen = await person.reads();
      expect(seen.map((each) => each.text)).toEqual([...tricks, ...tricks]);
      expect(seen.flatMap((each) => each.alive)).toEqual([]);
    },
  },
  {
    name: 'nobody is pinged by words',
    what: 'A message that names everyone, or one person by her mention, rings for nobody, in private and in the space.',
    why: 'A reporter’s words must not wake a server, nor tell the subject of a report that there is one.',
    async holds(world, person) {
      const insider = await world.person('Insider', { insider: true });
      const call = `@everyone @here @room <@${insider.account}> <@!${insider.account}> ${insider.account}`;
      await world.platform.send(post({ kind: 'shared', space: world.space }, words(call)));
      await world.platform.send(
        post({ kind: 'shared', space: world.space }, rendered([{ kind: 'quote', text: call, by: call }])),
      );
      await world.platform.send(post(to(person), words(call)));
      await until(async () => (await insider.readsSpace()).length === 2);
      expect([await insider.pings(), await person.pings()]).toEqual([0, 0]);
    },
  },
  {
    name: 'a press can be answered',
    what: 'A post with the `reply` of a press is read by whoever pressed.',
    why: 'Platforms give a person who presses only seconds before they say that it failed.',
    needs: ({ platform }, person) => platform.limits.choices > 0 && person.presses !== undefined,
    async holds({ platform, house }, person) {
      const choice = { label: 'Go on', token: 'go-on', style: 'plain' as const, typed: '1' };
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Ready?' }], [choice])));
      await until(async () => (await person.reads()).length === 1);
      await person.presses!('Go on');
      const { reply } = await house.got('press');
      for (const answer of ['First answer.', 'Second answer.']) {
        await platform.send(post(to(person), words(answer), reply === undefined ? {} : { reply }));
      }
      expect(await texts(person)).toEqual(['Ready?', 'First answer.', 'Second answer.']);
    },
  },
  {
    name: 'without buttons, choices can be typed',
    what: 'Where a platform has no buttons, the message shows what to type for each choice.',
    why: 'Everything must be possible in plain text.',
    needs: ({ platform }) => platform.limits.choices === 0,
    async holds({ platform }, person) {
      const choice = { label: 'Go on', token: 'go-on', style: 'plain' as const, typed: '1' };
      await platform.send(post(to(person), rendered([{ kind: 'paragraph', text: 'Ready?' }], [choice])));
      const [seen] = await until(async () => (await person.reads()).length === 1 && (await person.reads()));
      expect(seen!.text).toMatch(/1.*Go on/u);
    },
  },
  {
    name: 'a topic is one thread',
    what: 'The first post with a topic opens a thread, later ones land in it, also after a restart; another topic is another thread.',
    why: 'Two cases that share a thread are a leak; a case in two threads is confusion.',
    async holds(world) {
      const insider = await world.person('Insider', { insider: true });
      const place = (topic?: string): Place => ({ kind: 'shared', space: world.space, ...(topic ? { topic } : {}) });
      await world.platform.send(post(place(), words('in the space')));
      await world.platform.send(post(place('topic-a'), words('a, first')));
      await world.platform.send(post(place('topic-b'), words('b, first')));
      await world.platform.send(post(place('topic-a'), words('a, second')));
      await world.stop();
      await world.start();
      await world.platform.send(post(place('topic-a'), words('a, third')));
      await world.platform.send(post(place('topic-b'), words('b, second')));
      await until(async () => (await insider.readsSpace()).length === 6);
      const seen = await insider.readsSpace();
      const threadOf = (text: string) => seen.find((each) => each.text === text)?.thread;
      expect(threadOf('in the space')).toBeUndefined();
      const inA = ['a, first', 'a, second', 'a, third'].map(threadOf);
      expect(new Set(inA).size).toBe(1);
      expect(inA[0]).toBeDefined();
      expect(threadOf('b, first')).toBeDefined();
      expect(threadOf('b, second')).toBe(threadOf('b, first'));
      expect(threadOf('b, first')).not.toBe(inA[0]);
    },
  },
  {
    name: 'the space is for insiders',
    what: 'What is posted to the space is not read in private by anybody.',
    why: 'A card for responders must never reach the people that it is about.',
    async holds(world, person) {
      const insider = await world.person('Insider', { insider: true });
      await world.platform.send(post({ kind: 'shared', space: world.space }, words('A case waits.')));
      await until(async () => (await insider.readsSpace()).length === 1);
      expect(await person.reads()).toEqual([]);
      expect(await insider.reads()).toEqual([]);
    },
  },
  {
    name: 'many posts do not mix',
    what: 'Posts to many people at the same time each reach the one whom they are for.',
    why: 'An answer that reaches the wrong person is the worst that can happen.',
    async holds(world) {
      const people = await Promise.all(Array.from({ length: 10 }, (_, i) => world.person(`Person ${i}`)));
      await Promise.all(people.map((each, i) => world.platform.send(post(to(each), words(`for ${i}`)))));
      for (const [i, each] of people.entries()) expect(await texts(each)).toEqual([`for ${i}`]);
    },
  },
];
