/**
 * The `Work` of one transaction: what a capability may do, turned into rows. Everything that it says, asks
 * for later or writes down stands in the same transaction, and becomes real with it or not at all.
 */
import type { Clock } from '../time/clock.ts';
import { after, days } from '../time/clock.ts';
import { tidy } from '../chat/field.ts';
import type { Utterance } from '../chat/flow.ts';
import type { Choice, Message, Rendered } from '../chat/message.ts';
import type { Form, Limits, Place, Platform, Delivered } from '../chat/platform.ts';
import type { Audience, Notice, Saying, Seals, Tables, Work } from '../chat/ports.ts';
import { auditStore } from '../store/audit.ts';
import { dueStore } from '../store/due.ts';
import { randomId, type Chance } from '../store/ids.ts';
import { outboxStore, type Actor, type Outgoing } from '../store/outbox.ts';
import { talkStore, type Meaning } from '../store/talks.ts';
import { accountsOn, personOf, routeOf } from '../core/people/index.ts';
import { render, type Minted } from './render.ts';
import type { Texts } from './texts.ts';

/** What the transactions of one app share. */
export interface Ground {
  readonly clock: Clock;
  readonly seal: Seals;
  readonly texts: Texts;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly orderedId: (now: Date) => string;
  /** Where ids and draws of one transaction come from; `cause` is what it was begun by. */
  chanceOf(cause: string): Chance;
  /** Hands a notice to every capability. */
  notice(notice: Notice, work: Work): Promise<void>;
}

/** What a transaction was begun by. */
export interface Cause {
  readonly id: string;
  readonly actor?: Actor;
}

/** A `Work` with what only the app may do besides. */
export interface AppWork extends Work {
  /**
   * Says it to the actor, where they acted. `conversation` lets its choices be answers; `unheld`: even to
   * somebody who hides.
   */
  answer(
    message: Message,
    how?: {
      conversation?: { id: string; turn: number };
      form?: Omit<Form, 'token'> & { means: Extract<Meaning, { kind: 'command' | 'words' | 'page' }> };
      unheld?: boolean;
      group?: string;
      /** As a private message, wherever they acted. */
      inPrivate?: boolean;
    },
  ): Promise<void>;
  /** Says it unasked, with choices that answer the question of a conversation. */
  remind(
    person: string,
    message: Message,
    conversation: { id: string; turn: number },
    group: string | undefined,
  ): Promise<void>;
  /** What is answered in this transaction is shown also to somebody who hides: they have just asked for it. */
  openly(): void;
  /** Removes a message of the bot's own that has arrived. */
  removeMessage(platform: string, what: Delivered): Promise<void>;
  /** Puts a message that came out too early back among those that wait for their reader. */
  holdAgain(row: Outgoing): Promise<void>;
  /** Says by a message of its own what could not be changed where it stands. */
  sayAnew(row: Outgoing): Promise<void>;
  /** Whoever acts does so for the team, and stands in the audit log. Members don't: their acts name no one. */
  onDuty(): void;
  readonly ground: Ground;
  readonly cause: Cause;
  /** Set by `converse`: a conversation that is to be begun when the work is done. */
  readonly begun: { flow: string; given: unknown; resume: boolean }[];
  /** Set by `hear`: words that are to be heard when the work is done. */
  readonly heard: Utterance[];
}

/** How long what can be pressed stays alive. */
const tokenLife = days(90);

export function openWork(ground: Ground, tables: Tables, cause: Cause): AppWork {
  const now = ground.clock.now();
  const chance = ground.chanceOf(cause.id);
  const { seal, texts } = ground;
  const outbox = outboxStore(tables, seal);
  let acts = false;
  let openly = false;
  const begun: { flow: string; given: unknown; resume: boolean }[] = [];
  const heard: Utterance[] = [];

  const mint = async (
    choices: readonly Choice[],
    person: string | undefined,
    conversation: { id: string; turn: number } | undefined,
  ): Promise<Minted[]> => {
    if (choices.length === 0) return [];
    const means = choices.map(({ does }): Meaning => {
      if (does.kind === 'command') return does;
      return { kind: 'answer', conversation: conversation?.id ?? '', turn: conversation?.turn ?? 0, value: does.value };
    });
    const made = await talkStore(tables, seal).mint({
      id: randomId(chance),
      means,
      expiresAt: after(now, tokenLife),
      ...(person === undefined ? {} : { person }),
    });
    let numbered = 0;
    return choices.map((choice, at) => {
      const { does } = choice;
      const number = does.kind === 'answer' && !does.value.startsWith('word:') ? (numbered += 1) : undefined;
      return { choice, token: made[at]!, number };
    });
  };

  /** A message in one language, cut to the size of a platform, with its choices stored. */
  const pagesOf = async (given: {
    platform: string;
    message: Message;
    locale: string;
    person?: string;
    conversation?: { id: string; turn: number };
    reply?: string;
  }): Promise<Rendered[]> => {
    const limits: Limits = ground.platforms.get(given.platform)?.limits ?? {
      text: 2_000,
      choices: 0,
      label: 80,
      prefix: '/',
    };
    const minted = await mint(given.message.choices ?? [], given.person, given.conversation);
    const roomier = given.reply === undefined ? undefined : cause.actor?.replyFile;
    return render(given.message, minted, given.locale, texts, limits, roomier);
  };

  const post = async (given: {
    platform: string;
    to: Place;
    message: Message;
    locale: string;
    saying: Saying;
    person?: string;
    held?: boolean;
    reply?: string;
    conversation?: { id: string; turn: number };
    form?: Form;
  }): Promise<void> => {
    for (const page of await pagesOf(given)) {
      await outbox.add({
        id: ground.orderedId(now),
        platform: given.platform,
        lane:
          given.reply !== undefined && cause.actor?.amongOthers
            ? `answer/${given.reply}`
            : given.to.kind === 'direct'
              ? `direct/${given.to.account}`
              : `shared/${given.to.space}/${given.to.topic ?? ''}`,
        now,
        deed: {
          act: 'say',
          post: {
            // Not the row's id: that one counts what else the house does, and a platform may show its key.
            key: randomId(chance).slice(0, 22),
            to: given.to,
            message: page,
            urgency: given.saying.urgency ?? (given.saying.answer ? 'answer' : 'rest'),
            ...(given.reply === undefined ? {} : { reply: given.reply }),
            ...(given.form === undefined ? {} : { form: given.form }),
          },
        },
        ...(given.held ? { held: true } : {}),
        ...(given.person === undefined ? {} : { person: given.person }),
        ...(given.saying.group === undefined ? {} : { group: given.saying.group }),
        ...(given.saying.duty ? { duty: true } : {}),
      });
    }
  };

  /** Says it to a person by their own route, in their language, unless they wish for silence just now. */
  const sayTo = async (
    id: string,
    message: Message,
    saying: Saying,
    {
      unheld,
      inPrivate,
      ...more
    }: { conversation?: { id: string; turn: number }; form?: Form; unheld?: boolean; inPrivate?: boolean } = {},
  ): Promise<void> => {
    const person = await personOf(work, id);
    const here = cause.actor?.person === id ? cause.actor : undefined;
    const route = here ?? (await routeOf(work, id));
    if (!person || !route) return;
    const askedFor = openly && here !== undefined && saying.answer === true;
    const held =
      !unheld &&
      !saying.duty &&
      !askedFor &&
      (person.silence === 'hidden' || (person.silence === 'neutral' && !saying.answer));
    const deliver = {
      platform: route.platform,
      to: { kind: 'direct', account: route.account } as const,
      locale: person.locale,
    };
    if (held && person.silence === 'neutral' && (await outbox.heldFor(id)) === 0) {
      await post({
        ...deliver,
        message: { parts: [{ kind: 'paragraph', text: { key: 'neutral-nudge' } }] },
        saying: { urgency: saying.urgency ?? 'rest' },
        person: id,
      });
    }
    await post({
      ...deliver,
      ...more,
      message,
      saying,
      person: id,
      held,
      ...(here?.reply !== undefined && saying.answer && !inPrivate ? { reply: here.reply } : {}),
    });
  };

  const work: AppWork = {
    now,
    tables,
    seal: {
      ...seal,
      async destroy(caseId) {
        await auditStore(tables, seal).erase(caseId, now);
      },
    },
    ground,
    cause,
    begun,
    heard,
    id: () => randomId(chance),
    orderedId: () => ground.orderedId(now),
    random: (below) => chance.below(below),

    async answer(message, how = {}) {
      if (!cause.actor) return;
      let form: Form | undefined;
      if (how.form) {
        const { means, ...rest } = how.form;
        const [token] = await talkStore(tables, seal).mint({
          id: randomId(chance),
          means: [means.kind === 'command' ? { ...means, once: true } : means],
          person: cause.actor.person,
          expiresAt: after(now, tokenLife),
        });
        form = { ...rest, token: token! };
      }
      await sayTo(
        cause.actor.person,
        message,
        { answer: true, ...(how.group === undefined ? {} : { group: how.group }) },
        {
          ...(how.conversation ? { conversation: how.conversation } : {}),
          ...(form ? { form } : {}),
          ...(how.unheld ? { unheld: true } : {}),
          ...(how.inPrivate ? { inPrivate: true } : {}),
        },
      );
    },

    remind: (person, message, conversation, group) =>
      sayTo(person, message, group === undefined ? {} : { group }, { conversation }),

    async say(to: Audience, message, saying = {}) {
      if ('person' in to) return sayTo(to.person, message, saying);
      if (message.parts.some(({ kind }) => kind === 'file')) throw new Error('a file was meant for a shared space');
      await post({
        platform: to.space.platform,
        to: {
          kind: 'shared',
          space: to.space.id,
          ...(to.topic === undefined ? {} : { topic: to.topic }),
          ...(to.among === undefined ? {} : { among: await accountsOn(work, to.space.platform, to.among) }),
        },
        message,
        locale: to.locale,
        saying,
      });
    },

    async amend(to, message, saying) {
      const stands = await outbox.standsAt(saying.group);
      const person = stands && (await personOf(work, to.person));
      if (stands && person && ground.platforms.get(stands.platform)?.edit) {
        const { platform, what } = stands;
        const [page, ...more] = await pagesOf({ platform, message, locale: person.locale, person: person.id });
        if (page && more.length === 0) {
          const lane = `edit/${what.place}/${what.message}`;
          await outbox.dropWaiting(platform, lane, 'edit');
          await outbox.add({
            id: ground.orderedId(now),
            platform,
            lane,
            deed: { act: 'edit', what, message: page },
            person: person.id,
            group: saying.group,
            duty: saying.duty ?? false,
            now,
          });
          return;
        }
      }
      await work.takeBack({ group: saying.group });
      await work.say(to, message, saying);
    },

    async mark({ space, topic, locale }, labels, { over = false, group } = {}) {
      if (!ground.platforms.get(space.platform)?.mark) return;
      // The lane of what is said there: marks and posts keep their order.
      const lane = `shared/${space.id}/${topic ?? ''}`;
      await outbox.dropWaiting(space.platform, lane, 'mark');
      await outbox.add({
        id: ground.orderedId(now),
        platform: space.platform,
        lane,
        deed: {
          act: 'mark',
          place: { kind: 'shared', space: space.id, ...(topic === undefined ? {} : { topic }) },
          labels: labels.map((label) => texts.format(label, locale)),
          over,
        },
        ...(group === undefined ? {} : { group }),
        now,
      });
    },

    groupOf: (platform, what) => outbox.groupAt(platform, what),

    async later(job, at, args, how = {}) {
      await dueStore(tables).put({
        id: ground.orderedId(now),
        job,
        args,
        dueAt: at,
        late: how.late ?? 'run',
        ...(how.key === undefined ? {} : { key: how.key }),
      });
    },
    dueAt: (key) => dueStore(tables).at(key),
    never: (key) => dueStore(tables).forget(key),

    async takeBack(of) {
      if ('person' in of) await outbox.holdFor(of.person);
      for (const { platform, what } of await outbox.takeBack(of)) await work.removeMessage(platform, what);
    },

    removeMessage: (platform, what) =>
      outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `remove/${what.place}/${what.message}`,
        deed: { act: 'remove', what },
        now,
      }),

    async holdAgain({ platform, person, group, deed }) {
      if (deed.act !== 'say' || deed.post.to.kind !== 'direct') return;
      // A key of its own: under the old one it would be taken for a second try, and dropped.
      const { reply: _, ...post } = deed.post;
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `direct/${deed.post.to.account}`,
        deed: { act: 'say', post: { ...post, key: randomId(chance).slice(0, 22) } },
        now,
        held: true,
        ...(person === undefined ? {} : { person }),
        ...(group === undefined ? {} : { group }),
      });
    },

    async sayAnew({ platform, group, duty, deed, ...row }) {
      const person = row.person === undefined ? undefined : await personOf(work, row.person);
      if (deed.act !== 'edit' || !person) return;
      const [account] = await accountsOn(work, platform, [person.id]);
      if (account === undefined) return;
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `direct/${account}`,
        deed: {
          act: 'say',
          post: {
            key: randomId(chance).slice(0, 22),
            to: { kind: 'direct', account },
            message: deed.message,
            urgency: 'answer',
          },
        },
        now,
        held: !duty && (person.silence === 'hidden' || person.silence === 'neutral'),
        person: person.id,
        ...(group === undefined ? {} : { group }),
        duty,
      });
    },

    onDuty() {
      acts = true;
    },
    openly() {
      openly = true;
    },

    async undelivered() {
      const { actor } = cause;
      const person = actor && (await personOf(work, actor.person));
      if (!person || person.silence === 'hidden') return 0;
      const rows = await outbox.undelivered(person.id, actor.platform, person.silence === 'neutral');
      for (const { post: earlier, ...row } of rows) {
        const { reply: _, ...said } = earlier;
        await outbox.add({
          id: ground.orderedId(now),
          platform: actor.platform,
          lane: actor.reply === undefined ? `direct/${actor.account}` : `answer/${actor.reply}`,
          now,
          deed: {
            act: 'say',
            post: {
              ...said,
              key: randomId(chance).slice(0, 22),
              urgency: 'answer',
              ...(actor.reply === undefined ? {} : { reply: actor.reply }),
            },
          },
          person: person.id,
          duty: row.duty,
          ...(row.group === undefined ? {} : { group: row.group }),
        });
      }
      return rows.length;
    },

    async redact({ platform, place, message }, job, args) {
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `redact/${message}`,
        deed: { act: 'redact', place, message, job, args },
        now,
      });
    },
    async fetch({ platform, ...file }, job, args) {
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `fetch/${file.id}`,
        deed: { act: 'fetch', file, job, args },
        now,
      });
    },

    async check({ platform, ...of }, job, args) {
      const { actor } = cause;
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `check/${actor?.account ?? ''}`,
        deed: { act: 'check', of, job, args, ...(actor ? { actor } : {}) },
        now,
      });
    },
    async holders({ platform, server, role }, job, args) {
      await outbox.add({
        id: ground.orderedId(now),
        platform,
        lane: `holders/${role}`,
        deed: { act: 'holders', server, role, job, args },
        now,
      });
    },

    notice: (notice) => ground.notice(notice, work),

    audit: (action, about, facts) =>
      auditStore(tables, seal).add({
        id: ground.orderedId(now),
        at: now,
        by: acts ? cause.actor?.person : undefined,
        action,
        about,
        ...(facts ? { facts } : {}),
      }),

    async converse(flow, given, how) {
      begun.push({ flow, given, resume: how?.resume ?? false });
    },

    async hear(said) {
      heard.push(said);
    },

    phrases: (key) => texts.synonyms(key),
    async leave(person, flow, where) {
      const talks = talkStore(tables, seal);
      const row = await talks.of(person, flow);
      if (!row || !where(row.answers)) return;
      await talks.drop(row.id);
      await dueStore(tables).forget(`silence/${row.id}`);
    },

    meansWord: (said, keys) => wordIn(texts, said, keys),

    async candour(person) {
      const route = cause.actor?.person === person ? cause.actor : await routeOf(work, person);
      const platform = ground.platforms.get(route?.platform ?? '');
      return (platform?.candour ?? []).map((key) => ({ key }));
    },
  };
  return work;
}

/** The longest message that can be a word like "stop" and not a part of a story, in characters. */
const longestWord = 40;

/** Which of these words somebody wrote, alone; a button answers with `word:` and the key. */
export function wordIn(texts: Texts, said: string, keys: readonly string[]): string | undefined {
  if (said.length > longestWord) return undefined;
  const typed = tidy(said);
  if (typed === '') return undefined;
  return keys.find((key) => typed === `word:${key}` || texts.synonyms(key).some((word) => tidy(word) === typed));
}

/** Lets go of what waited for a person, in its order. */
export const release = (work: AppWork, person: string): Promise<number> =>
  outboxStore(work.tables, work.ground.seal).release(person, work.now);

/** Whether something waits that could not be delivered to a person, and of which they have not been told yet. */
export const hinted = (work: AppWork, person: string, platform: string): Promise<boolean> =>
  outboxStore(work.tables, work.ground.seal).hint(person, platform);

/** Tries what could not be delivered to a person anew: they are here again. */
export const revive = (work: AppWork, person: string): Promise<void> =>
  outboxStore(work.tables, work.ground.seal).revive(person, work.now);
