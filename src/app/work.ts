/**
 * The `Work` of one transaction: what a capability may do, turned into rows. Everything that it says, asks
 * for later or writes down stands in the same transaction, and becomes real with it or not at all.
 */
import { after } from '../time/clock.ts';
import type { Utterance } from '../chat/flow.ts';
import type { Form } from '../chat/platform.ts';
import type { Audience, Tables } from '../chat/ports.ts';
import { accountsOn, personOf, routeOf } from '../core/people/index.ts';
import { auditStore } from '../store/audit.ts';
import { dueStore } from '../store/due.ts';
import { randomId } from '../store/ids.ts';
import { outboxStore } from '../store/outbox.ts';
import { standingStore } from '../store/standing.ts';
import { talkStore } from '../store/talks.ts';
import { waitingStore } from '../store/waiting.ts';
import { holdAgain, sayAnew, sayElsewhere, undelivered } from './again.ts';
import { errands } from './errands.ts';
import type { AppWork, Cause, Ground, Unit } from './ground.ts';
import { localeOf, pagesOf, post, sayTo, tokenLife } from './speech.ts';
import { wordIn } from './texts.ts';

export function openWork(ground: Ground, tables: Tables, cause: Cause): AppWork {
  const now = ground.clock.now();
  const chance = ground.chanceOf(cause.id);
  const { seal, texts } = ground;
  const outbox = outboxStore(tables, seal);
  const waiting = waitingStore(tables, seal);
  const standing = standingStore(tables, seal);
  const unit: Unit = {
    ground,
    tables,
    cause,
    now,
    chance,
    waiting,
    standing,
    put: (row) => outbox.add({ ...row, id: ground.orderedId(now), now }),
    key: () => randomId(chance).slice(0, 22),
    openly: false,
  };
  let acts = false;
  const begun: AppWork['begun'] = [];
  const heard: Utterance[] = [];

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
        unit,
        work,
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
      sayTo(unit, work, person, message, group === undefined ? {} : { group }, { conversation }),

    async say(to: Audience, message, saying = {}) {
      if ('person' in to) return sayTo(unit, work, to.person, message, saying);
      if (message.parts.some(({ kind }) => kind === 'file')) throw new Error('a file was meant for a shared space');
      await post(unit, {
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
      const stands = await standing.standsAt(saying.group);
      const person = stands && (await personOf(work, to.person));
      if (stands && person && ground.platforms.get(stands.platform)?.edit) {
        const { platform, what } = stands;
        const locale = await localeOf(unit, work, person, platform);
        const [page, ...more] = await pagesOf(unit, { platform, message, locale, person: person.id });
        if (page && more.length === 0) {
          const lane = `edit/${what.place}/${what.message}`;
          await standing.dropWaiting(platform, lane, 'edit');
          await unit.put({
            platform,
            lane,
            deed: { act: 'edit', what, message: page },
            person: person.id,
            group: saying.group,
            duty: saying.duty ?? false,
          });
          return;
        }
      }
      await work.takeBack({ group: saying.group });
      await work.say(to, message, saying);
    },

    groupOf: (platform, what) => standing.groupAt(platform, what),

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
      if ('person' in of) await waiting.holdFor(of.person);
      for (const { platform, what } of await standing.takeBack(of)) await work.removeMessage(platform, what);
    },

    ...errands(unit),

    holdAgain: (row) => holdAgain(unit, row),
    sayAnew: (row) => sayAnew(unit, work, row),
    sayElsewhere: (row) => sayElsewhere(unit, work, row),
    onDuty() {
      acts = true;
    },
    openly() {
      unit.openly = true;
    },

    undelivered: () => undelivered(unit, work),

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
      begun.push({ flow, given, resume: how?.resume ?? false, person: how?.person });
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
