/** Answers to interactions: the first response, and those that follow it for a quarter of an hour. */
import { change, put, Refusal, take, type Ground } from '../ground.ts';
import { firstResponseWithin, tokenLivesFor, type Interaction } from '../interactions.ts';
import type { Judged } from '../judge.ts';
import { messageJson, type Attachment, type Message } from '../state.ts';
import { invalidForm, messageIn, unknownMessage, type Route } from './route.ts';

const ofInteraction = true;
/** Where the bot itself is not. */
const mostAsGuest = 5;

export const interactions: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/interactions\/(\d+)\/([\w-]+)\/callback$/,
    body: 'itself',
    query: ['with_response'],
    ofInteraction,
    files: true,
    run: respond,
  },
  {
    method: 'GET',
    path: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    ofInteraction,
    run(ground, [, token, which]) {
      const interaction = live(ground, token!);
      return messageJson(said(ground, interaction, which!), ground.state, ground.fileUrl);
    },
  },
  {
    method: 'PATCH',
    path: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    body: 'original',
    ofInteraction,
    files: true,
    run(ground, [, token, which], body, _query, files) {
      const interaction = live(ground, token!);
      const message = said(ground, interaction, which!);
      return messageJson(change(ground, message, body, files), ground.state, ground.fileUrl);
    },
  },
  {
    method: 'DELETE',
    path: /^\/webhooks\/(\d+)\/([\w-]+)\/messages\/(@original|\d+)$/,
    ofInteraction,
    run(ground, [, token, which]) {
      const interaction = live(ground, token!);
      const message = said(ground, interaction, which!);
      take(ground, ground.state.channels.get(message.channel)!, message);
      return undefined;
    },
  },
  {
    method: 'POST',
    path: /^\/webhooks\/(\d+)\/([\w-]+)$/,
    body: 'followUp',
    ofInteraction,
    files: true,
    run(ground, [, token], body, _query, files) {
      const interaction = live(ground, token!);
      if (interaction.response === undefined || interaction.response === 'modal')
        throw new Refusal(404, 10015, 'Unknown Webhook');
      interaction.further += 1;
      if (interaction.guest && interaction.further > mostAsGuest)
        ground.refuse('a sixth further answer to an interaction where the bot is not');
      return messageJson(answer(ground, interaction, body, files), ground.state, ground.fileUrl);
    },
  },
];

function respond(
  ground: Ground,
  [id, token]: string[],
  body: any,
  query: URLSearchParams,
  files: readonly Attachment[],
) {
  const interaction = ground.interactions.get(token!);
  if (!interaction || interaction.id !== id) throw new Refusal(404, 10062, 'Unknown interaction');
  if (interaction.response !== undefined) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
  if (ground.now() - interaction.at > firstResponseWithin) throw new Refusal(404, 10062, 'Unknown interaction');
  const kinds: Record<number, Judged> = {
    4: 'reply',
    5: 'reply',
    6: 'update',
    7: 'update',
    8: 'autocomplete',
    9: 'modal',
  };
  const kind = kinds[body?.type];
  if (!kind) throw invalidForm('type');
  ground.measure(kind, body);
  const isAutocomplete = interaction.type === 4;
  if (isAutocomplete !== (body.type === 8)) throw invalidForm('A response of the wrong type');
  if (body.type === 9 && interaction.type === 5) throw invalidForm('A modal can not answer a modal');
  if ((body.type === 6 || body.type === 7) && interaction.source === undefined)
    throw invalidForm('There is no message to update');
  interaction.respondedAt = ground.now();
  interaction.ephemeral = ((body.data?.flags ?? 0) & 64) !== 0;
  if (body.type === 9) {
    interaction.response = 'modal';
    interaction.modal = body.data;
  } else if (body.type === 8) {
    interaction.response = 'autocomplete';
    interaction.choices = body.data?.choices ?? [];
  } else if (body.type === 6 || body.type === 7) {
    interaction.response = 'update';
    const channel = ground.state.channels.get(interaction.channel)!;
    interaction.original = messageIn(channel, interaction.source!);
    if (body.type === 7) change(ground, interaction.original, body.data ?? {});
  } else {
    interaction.response = body.type === 5 ? 'deferred' : 'message';
    const waiting = body.type === 5 ? 1 << 7 : 0;
    const data = { ...body.data, flags: (body.data?.flags ?? 0) | waiting };
    interaction.original = answer(ground, interaction, data, files);
  }
  if (query.get('with_response') !== 'true') return undefined;
  const original = interaction.original;
  return {
    interaction: { id, type: interaction.type, ...(original ? { response_message_id: original.id } : {}) },
    ...(original
      ? { resource: { type: body.type, message: messageJson(original, ground.state, ground.fileUrl) } }
      : {}),
  };
}

/** A message that answers an interaction: it needs no permission, and reaches whoever closed their messages. */
function answer(ground: Ground, interaction: Interaction, body: any, files: readonly Attachment[]): Message {
  const channel = ground.state.channels.get(interaction.channel)!;
  const waiting = interaction.original !== undefined && (interaction.original.flags & (1 << 7)) !== 0;
  const ephemeral = ((body.flags ?? 0) & 64) !== 0;
  // The first follow-up to a deferred response takes its place, by Discord's rules.
  if (waiting) return change(ground, interaction.original!, body, files);
  const attachments = [...files];
  return put(ground, channel, body, { attachments, ...(ephemeral ? { ephemeralFor: interaction.user } : {}) });
}

function live(ground: Ground, token: string): Interaction {
  const interaction = ground.interactions.get(token);
  if (!interaction || ground.now() - interaction.at > tokenLivesFor)
    throw new Refusal(401, 50027, 'Invalid Webhook Token');
  return interaction;
}

function said(ground: Ground, interaction: Interaction, which: string): Message {
  if (which === '@original') {
    const channel = ground.state.channels.get(interaction.channel)!;
    if (!interaction.original || !channel.messages.includes(interaction.original)) throw unknownMessage();
    return interaction.original;
  }
  return messageIn(ground.state.channels.get(interaction.channel)!, which);
}
