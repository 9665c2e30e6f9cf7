/** How something is said: to a person by their own route and in their language, or in a place that is shared. */
import type { Choice, Message, Rendered } from '../chat/message.ts';
import type { Form, Limits, Place } from '../chat/platform.ts';
import type { Saying, Work } from '../chat/ports.ts';
import { communityOf, languageOf } from '../core/community/index.ts';
import { personOf, routeOf, type Person } from '../core/people/index.ts';
import { randomId } from '../store/ids.ts';
import { talkStore, type Meaning } from '../store/talks.ts';
import { after, days } from '../time/clock.ts';
import type { Unit } from './ground.ts';
import { render, type Minted } from './render.ts';

/** How long what can be pressed stays alive. */
export const tokenLife = days(90);

async function mint(
  { tables, ground, chance, now }: Unit,
  choices: readonly Choice[],
  person: string | undefined,
  conversation: { id: string; turn: number } | undefined,
): Promise<Minted[]> {
  if (choices.length === 0) return [];
  const means = choices.map(({ does }): Meaning => {
    if (does.kind === 'command') return does;
    return { kind: 'answer', conversation: conversation?.id ?? '', turn: conversation?.turn ?? 0, value: does.value };
  });
  const made = await talkStore(tables, ground.seal).mint({
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
}

/** A message in one language, cut to the size of a platform, with its choices stored. */
export async function pagesOf(
  unit: Unit,
  given: {
    platform: string;
    message: Message;
    locale: string;
    person?: string;
    conversation?: { id: string; turn: number };
    reply?: string;
  },
): Promise<Rendered[]> {
  const limits: Limits = unit.ground.platforms.get(given.platform)?.limits ?? {
    text: 2_000,
    choices: 0,
    label: 80,
    prefix: '/',
  };
  const minted = await mint(unit, given.message.choices ?? [], given.person, given.conversation);
  const roomier = given.reply === undefined ? undefined : unit.cause.actor?.replyFile;
  return render(given.message, minted, given.locale, unit.ground.texts.on(given.platform), limits, roomier);
}

/** The language of ours in which somebody is written to. */
export async function localeOf(unit: Unit, work: Work, person: Person, platform: string): Promise<string> {
  const community = person.locale === undefined ? await communityOf(work, platform, undefined, person.id) : undefined;
  return unit.ground.texts.nearest(await languageOf(work, person, community));
}

/** Says it in one place, in as many messages as it needs there. */
export async function post(
  unit: Unit,
  given: {
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
  },
): Promise<void> {
  for (const page of await pagesOf(unit, given)) {
    await unit.put({
      platform: given.platform,
      lane:
        given.reply !== undefined && unit.cause.actor?.amongOthers
          ? `answer/${given.reply}`
          : given.to.kind === 'direct'
            ? `direct/${given.to.account}`
            : `shared/${given.to.space}/${given.to.topic ?? ''}`,
      deed: {
        act: 'say',
        post: {
          key: unit.key(),
          to: given.to,
          message: page,
          urgency: given.saying.urgency ?? (given.saying.answer ? 'answer' : 'rest'),
          ...(given.reply === undefined ? {} : { reply: given.reply }),
          ...(given.form === undefined ? {} : { form: given.form }),
        },
      },
      held: given.held ?? false,
      person: given.person,
      group: given.saying.group,
      duty: given.saying.duty ?? false,
    });
  }
}

/** Says it to a person by their own route, in their language, unless they wish for silence just now. */
export async function sayTo(
  unit: Unit,
  work: Work,
  id: string,
  message: Message,
  saying: Saying,
  {
    unheld,
    inPrivate,
    ...more
  }: { conversation?: { id: string; turn: number }; form?: Form; unheld?: boolean; inPrivate?: boolean } = {},
): Promise<void> {
  const { cause, waiting } = unit;
  const person = await personOf(work, id);
  const here = cause.actor?.person === id ? cause.actor : undefined;
  const route = here ?? (await routeOf(work, id));
  if (!person || !route) return;
  const askedFor = unit.openly && here !== undefined && saying.answer === true;
  const held =
    !unheld &&
    !saying.duty &&
    !askedFor &&
    (person.silence === 'hidden' || (person.silence === 'neutral' && !saying.answer));
  const deliver = {
    platform: route.platform,
    to: { kind: 'direct', account: route.account } as const,
    locale: await localeOf(unit, work, person, route.platform),
  };
  if (held && person.silence === 'neutral' && (await waiting.heldFor(id)) === 0) {
    await post(unit, {
      ...deliver,
      message: { parts: [{ kind: 'paragraph', text: { key: 'neutral-nudge' } }] },
      saying: { urgency: saying.urgency ?? 'rest' },
      person: id,
    });
  }
  await post(unit, {
    ...deliver,
    ...more,
    message,
    saying,
    person: id,
    held,
    ...(here?.reply !== undefined && saying.answer && !inPrivate ? { reply: here.reply } : {}),
  });
}
