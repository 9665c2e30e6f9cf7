/** Laws of what goes out: said once, and every failure told for what it is. */
import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Law } from './laws.ts';
import { faultOf, post, rendered, texts, to, words } from './posts.ts';

export const sending: readonly Law[] = [
  {
    name: 'a key is delivered once',
    what: 'Sending the same key again delivers nothing more, and gives back where the first one stands.',
    why: 'The outbox tries again after a crash, and must not say everything twice.',
    async holds({ platform }, person) {
      const once = post(to(person), words('said once'));
      const first = await platform.send(once);
      expect(await platform.send(once)).toEqual(first);
      expect(await texts(person)).toEqual(['said once']);
    },
  },
  {
    name: 'an unsure post can be looked up',
    what: 'When the answer is lost the fault is `unsure`; `find` gives back where it stands; a second try adds nothing.',
    why: 'Otherwise the choice is between losing an answer and saying it twice.',
    needs: (world) => world.loseNextAnswer !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      const lost = post(to(person), words('did it arrive?'));
      const unsureSince = world.house.clock.now();
      world.loseNextAnswer!();
      expect((await faultOf(world.platform.send(lost))).kind).toBe('unsure');
      const again = { ...lost, unsureSince };
      const found = await world.platform.find?.(again);
      if (world.platform.find) expect(found).toBeDefined();
      const second = await world.platform.send(again);
      if (found) expect(second).toEqual(found);
      expect(await texts(person)).toEqual(['earlier', 'did it arrive?']);
    },
  },
  {
    name: 'what never arrived is not found',
    what: '`find` gives back nothing for a post that did not arrive, though others of the same words did, before.',
    why: 'A wrong find is a lost answer.',
    needs: ({ platform, breakNext }) => platform.find !== undefined && breakNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('Noted.')));
      const unsureSince = new Date(world.house.clock.now().getTime() + 1);
      await until(() => world.house.clock.now() > unsureSince);
      const failed = post(to(person), words('Noted, too.'));
      world.breakNext!();
      await faultOf(world.platform.send(failed));
      expect(await world.platform.find!({ ...failed, unsureSince })).toBeUndefined();
    },
  },
  {
    name: 'a post can be taken back, also twice',
    what: 'After `remove` the message is gone; removing it again, or what never was, is no fault.',
    why: 'Someone whose screen is watched says "hide", and presses it twice.',
    needs: ({ platform }) => platform.remove !== undefined,
    async holds({ platform }, person) {
      const delivered = await platform.send(post(to(person), words('for your eyes')));
      await platform.send(post(to(person), words('stays')));
      await platform.remove!(delivered);
      await until(async () => (await texts(person)).join() === 'stays');
      await platform.remove!(delivered);
    },
  },
  {
    name: 'an edit takes the place of what was said',
    what: 'After `edit` the message holds the new words and the new buttons, where it stood; nothing more is said.',
    why: 'Somebody corrects an answer, and the person must not read the wrong one first.',
    needs: ({ platform }) => platform.edit !== undefined,
    async holds({ platform }, person) {
      const choice = (label: string) => ({ label, token: label, style: 'plain' as const, typed: '1' });
      const first = rendered([{ kind: 'paragraph', text: 'at nine' }], [choice('Yes'), choice('No')]);
      const delivered = await platform.send(post(to(person), first));
      await platform.send(post(to(person), words('stays')));
      await platform.edit!(delivered, rendered([{ kind: 'paragraph', text: 'at seven @everyone' }], [choice('Well')]));
      // Where there are no buttons, the choices stand below the words.
      await until(
        async () => (await texts(person)).map((each) => each.split('\n')[0]).join() === 'at seven @everyone,stays',
      );
      const [edited] = await person.reads();
      if (platform.limits.choices > 0) expect(edited!.choices).toEqual(['Well']);
      else expect(edited!.text).toMatch(/1.*Well/u);
      expect(edited!.text).not.toMatch(/at nine|Yes/u);
      expect(await person.pings()).toBe(0);
    },
  },
  {
    name: 'an edit brings nothing back',
    what: 'After `remove`, an `edit` of the same message is no fault, and nothing can be read.',
    why: 'Edits and deletions race; what was taken back stays away.',
    needs: ({ platform }) => platform.edit !== undefined && platform.remove !== undefined,
    async holds({ platform }, person) {
      const delivered = await platform.send(post(to(person), words('my address')));
      await platform.send(post(to(person), words('stays')));
      await platform.remove!(delivered);
      await platform.edit!(delivered, words('my other address'));
      expect(await texts(person)).toEqual(['stays']);
    },
  },
  {
    name: 'a mark holds nothing up',
    what: 'A topic can be marked before its first post, at any time, and when it is over; a post after that lands in it.',
    why: 'Labels are a help for the eye; what is said must never wait for them.',
    needs: ({ platform }) => platform.mark !== undefined,
    async holds(world) {
      const insider = await world.person('Insider', { insider: true });
      const topic = { kind: 'shared', space: world.space, topic: 'topic-m' } as const;
      const { platform } = world;
      await platform.mark!({ kind: 'shared', space: world.space }, ['Open', 'Closed'], false);
      await platform.mark!(topic, ['Open'], false);
      await platform.send(post(topic, words('first')));
      await platform.mark!(topic, ['Closed', 'No such label'], true);
      await platform.mark!(topic, ['Closed'], true);
      await platform.send(post(topic, words('second')));
      await platform.mark!({ ...topic, topic: 'topic-unknown' }, ['Closed'], true);
      await until(async () => (await insider.readsSpace()).length === 2);
      const seen = await insider.readsSpace();
      expect(seen.map((each) => each.text)).toEqual(['first', 'second']);
      expect(new Set(seen.map((each) => each.thread)).size).toBe(1);
    },
  },
  {
    name: 'unreachable is said as unreachable',
    what: 'A person who takes no private messages makes `send` throw a fault of kind `unreachable`.',
    why: 'Then somebody else must be told, and trying again is no use.',
    needs: (world) => world.closeDirect !== undefined,
    async holds(world, person) {
      world.closeDirect!(person);
      expect((await faultOf(world.platform.send(post(to(person), words('hello'))))).kind).toBe('unreachable');
    },
  },
  {
    name: 'limited says how long',
    what: 'A post that comes too soon makes `send` throw `limited` at once, with the time to wait; nothing was delivered.',
    why: 'The outbox orders by urgency while it waits; a platform that waits by itself would hold a page behind a chat.',
    needs: (world) => world.limitNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      world.limitNext!(1_500);
      const began = performance.now();
      const fault = await faultOf(world.platform.send(post(to(person), words('too soon'))));
      expect(fault.kind).toBe('limited');
      expect(fault.retryAfterMs).toBeGreaterThan(500);
      expect(fault.retryAfterMs).toBeLessThanOrEqual(3_000);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(await texts(person)).toEqual(['earlier']);
    },
  },
  {
    name: 'an error of the other side is down',
    what: 'When the other side fails, `send` throws `down` after one try, and delivers when it is called again.',
    why: 'Only the outbox tries again, since only it knows what is more urgent by then.',
    needs: (world) => world.breakNext !== undefined,
    async holds(world, person) {
      await world.platform.send(post(to(person), words('earlier')));
      world.breakNext!();
      const late = post(to(person), words('in the end'));
      expect((await faultOf(world.platform.send(late))).kind).toBe('down');
      expect(await texts(person)).toEqual(['earlier']);
      await world.platform.send(late);
      expect(await texts(person)).toEqual(['earlier', 'in the end']);
    },
  },
  {
    name: 'a fault names nobody',
    what: 'The label of a fault holds nothing of the message, and no id of a person.',
    why: 'Labels are logged.',
    needs: (world) => world.closeDirect !== undefined,
    async holds(world, person) {
      world.closeDirect!(person);
      const fault = await faultOf(world.platform.send(post(to(person), words('canary-4711'))));
      const said = `${fault.label} ${fault.message} ${String(fault.stack)} ${JSON.stringify(world.house.logged)}`;
      expect(said).not.toContain('canary-4711');
      expect(said).not.toContain(person.account);
      expect(fault.cause).toBeUndefined();
    },
  },
];
