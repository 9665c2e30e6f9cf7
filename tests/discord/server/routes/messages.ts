/** Messages in channels, threads and private channels. */
import { audited, log, change, put, Refusal, take, type Ground } from '../ground.ts';
import { may, permission } from '../permissions.ts';
import { messageJson, timeOf, type Channel, type Message, type State } from '../state.ts';
import {
  invalidForm,
  messageIn,
  missingAccess,
  missingPermissions,
  seen,
  unknownMessage,
  type Route,
} from './route.ts';

export const messages: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/channels\/(\d+)\/messages$/,
    query: ['limit', 'after', 'before', 'around'],
    run(ground, [id], _body, query) {
      const channel = seen(ground.state, id!);
      if (!may(ground.state, channel, ground.state.bot.id, permission.readHistory)) throw missingAccess();
      const limit = Number(query.get('limit') ?? 50);
      if (!(limit >= 1 && limit <= 100)) throw invalidForm('limit is between 1 and 100');
      const [after, before] = [query.get('after'), query.get('before')];
      let found = channel.messages.filter((each) => each.ephemeralFor === undefined);
      if (after !== null) found = found.filter((each) => BigInt(each.id) > BigInt(after)).slice(0, limit);
      else if (before !== null) found = found.filter((each) => BigInt(each.id) < BigInt(before)).slice(-limit);
      else found = found.slice(-limit);
      return found.toReversed().map((each) => messageJson(each, ground.state, ground.fileUrl));
    },
  },
  {
    method: 'GET',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    run: ({ state, fileUrl }, [id, message]) => messageJson(messageIn(seen(state, id!), message!), state, fileUrl),
  },
  {
    method: 'POST',
    path: /^\/channels\/(\d+)\/messages$/,
    body: 'message',
    files: true,
    run(ground, [id], body, _query, files) {
      const channel = seen(ground.state, id!);
      mayPost(ground.state, channel);
      const twin = body.nonce && channel.messages.find((each) => each.nonce === body.nonce && recent(ground, each));
      if (twin) return { ...messageJson(twin, ground.state, ground.fileUrl), nonce: twin.nonce };
      const message = put(ground, channel, body, { nonce: body.nonce, attachments: [...files] });
      return { ...messageJson(message, ground.state, ground.fileUrl), nonce: body.nonce };
    },
  },
  {
    method: 'PATCH',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    body: 'edit',
    run(ground, [id, messageId], body) {
      const message = messageIn(seen(ground.state, id!), messageId!);
      if (message.author !== ground.state.bot.id)
        throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
      return messageJson(change(ground, message, body), ground.state, ground.fileUrl);
    },
  },
  {
    method: 'DELETE',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    run(ground, [id, messageId], _body, _query, _files, reason) {
      const channel = seen(ground.state, id!);
      const message = messageIn(channel, messageId!);
      if (message.ephemeralFor !== undefined) throw unknownMessage();
      const own = message.author === ground.state.bot.id;
      if (!own && channel.guild === undefined) throw new Refusal(403, 50003, 'Cannot execute action on a DM channel');
      if (!own && !may(ground.state, channel, ground.state.bot.id, permission.manageMessages))
        throw missingPermissions();
      if (!own) log(ground, channel, audited.messageDelete, { channel: channel.name }, reason);
      take(ground, channel, message);
      return undefined;
    },
  },
];

/** Discord compares nonces "in the past few minutes". */
const recent = (ground: Ground, message: Message) => ground.now() - timeOf(message.id).getTime() < 3 * 60_000;

function mayPost(state: State, channel: Channel): void {
  if (channel.recipient !== undefined) {
    const shares = [...state.guilds.values()].some(
      (each) => each.members.has(channel.recipient!) && each.members.has(state.bot.id),
    );
    if (!shares) throw new Refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
    if (state.users.get(channel.recipient)!.closed) throw new Refusal(403, 50007, 'Cannot send messages to this user');
    return;
  }
  const needed = channel.parent === undefined ? permission.send : permission.sendInThreads;
  if (!may(state, channel, state.bot.id, needed)) throw missingPermissions();
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
}
