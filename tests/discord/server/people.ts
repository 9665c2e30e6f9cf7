/** Scripted humans: they can do what a member with Discord's own app could do, and see only what it would show. */
import { until } from '../../support/until.ts';
import { intent, type Gateway } from './gateway.ts';
import {
  interactionJson,
  isGuest,
  menuData,
  modalData,
  offered,
  slashData,
  type Asked,
  type Interaction,
} from './interactions.ts';
import { shown } from './markdown.ts';
import { sees } from './permissions.ts';
import { directChannel, put, take, type Ground } from './ground.ts';
import {
  channelType,
  memberJson,
  messageJson,
  type Attachment,
  type Channel,
  type Message,
  type User,
} from './state.ts';

export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Person {
  readonly user: User;
  /** Her private channel with the bot; made when it is first needed. */
  channel(): Channel;
  dm(text: string, files?: readonly GivenFile[]): Message;
  /** Writes as an answer to a message that she can see, where that one stands; `ping`: its author is mentioned. */
  answer(to: Message, text: string, how?: { ping?: boolean }): Message;
  edit(messageId: string, text: string): void;
  unsend(messageId: string): void;
  /** Writes where several read; a mention of the bot is `server.mention`. */
  say(channel: Channel, text: string, files?: readonly GivenFile[]): Message;
  /** Gives a slash command, in private unless a channel is named. Throws for what is not registered. */
  slash(name: string, values?: Readonly<Record<string, string>>, where?: Channel): Interaction;
  /** Chooses an entry of a message's menu, by its name in her language. Throws for what is not offered. */
  onMessage(name: string, message: Message): Interaction;
  /** The same of a person's menu, in a channel where both are; in private with the bot unless one is named. */
  onPerson(name: string, whom: Person, where?: Channel): Interaction;
  /** Installs the application for herself, so that she can use it wherever she is. */
  install(): void;
  /** A private channel between two humans, in which the bot is not. */
  chatWith(other: Person): Channel;
  /** Types into an option and sees what is offered. */
  complete(name: string, option: string, typed: string, where?: Channel): Promise<{ name: string; value: string }[]>;
  /** Presses the newest button that she can see, by its label or custom_id. Throws when there is none. */
  press(button: string): Interaction;
  /** Presses a button that is not hers to see, with a client of her own making. */
  forge(token: string, where: Channel): Interaction;
  /** Sends in the modal that she was shown last; values by label or custom_id. */
  submit(values: Readonly<Record<string, string>>, files?: readonly GivenFile[]): Promise<Interaction>;
  modal(): any;
  /** What the bot said that she can see in private, ephemeral answers in channels included; oldest first. */
  reads(): Message[];
  /** Waits until a text appears among what she reads; gives back the message. */
  shouldRead(text: RegExp): Promise<Message>;
  readonly rings: () => number;
  closeDirect(): void;
  leave(guildId: string): void;
}

export function newPerson(
  ground: Ground,
  user: User,
  locale: string,
  bot: { gateway: Gateway; everyMessage: () => Iterable<Message> },
): Person {
  const { state } = ground;
  const interactions: Interaction[] = [];
  const channel = () => directChannel(state, user.id);
  const mine = () =>
    [...state.channels.values()]
      .flatMap((each) => each.messages)
      .filter((each) => each.author === state.bot.id && (each.flags & (1 << 7)) === 0)
      .filter((each) =>
        each.ephemeralFor === undefined
          ? state.channels.get(each.channel)!.recipient === user.id
          : each.ephemeralFor === user.id,
      )
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));

  const ask = (asked: Omit<Asked, 'user' | 'locale'>): Interaction => {
    const id = state.id();
    const interaction: Interaction = {
      id,
      token: `token-of-${id}-${Math.random().toString(36).slice(2)}`,
      type: asked.type,
      user: user.id,
      channel: asked.channel.id,
      at: ground.now(),
      ephemeral: false,
      guest: isGuest(state, asked.channel),
      further: 0,
      ...(asked.message ? { source: asked.message.id } : {}),
    };
    if (!sees(state, asked.channel, user.id)) throw new Error('She can not see this channel');
    ground.interactions.set(interaction.token, interaction);
    interactions.push(interaction);
    bot.gateway.dispatch(
      'INTERACTION_CREATE',
      interactionJson(state, interaction, { ...asked, user: user.id, locale }, ground.fileUrl),
    );
    return interaction;
  };
  const lastModal = () => interactions.findLast((each) => each.modal !== undefined);
  const write = (where: Channel, content: string, files: readonly GivenFile[] = []) => {
    const attachments = files.map((file): Attachment => ({
      id: state.id(),
      filename: file.name,
      content_type: file.type,
      bytes: file.bytes,
    }));
    // What a human writes is not measured by what a bot may send; Nitro lets her write 4000 characters.
    return put(ground, where, { content }, { author: user.id, attachments });
  };
  const own = (id: string) => {
    const all = [channel(), ...state.channels.values()].flatMap((each) => each.messages);
    const message = all.find((each) => each.id === id && each.author === user.id);
    if (!message) throw new Error('She never wrote this');
    return { message, where: state.channels.get(message.channel)! };
  };

  return {
    user,
    channel,
    dm: (text, files) => write(channel(), text, files),
    edit(id, text) {
      const { message, where } = own(id);
      message.content = text;
      message.edited = new Date(ground.now());
      bot.gateway.dispatchMessage(
        'MESSAGE_UPDATE',
        {
          ...messageJson(message, state, ground.fileUrl),
          channel_type: where.type,
          ...(where.guild === undefined ? {} : { guild_id: where.guild }),
        },
        where,
      );
    },
    unsend(id) {
      const { message, where } = own(id);
      take(ground, where, message);
    },
    answer(to, text, { ping = true } = {}) {
      const where = state.channels.get(to.channel)!;
      if (!sees(state, where, user.id)) throw new Error('She can not see this message');
      const answers = { channel: to.channel, message: to.id };
      const more = { author: user.id, attachments: [], type: 19, answers };
      return put(ground, where, { content: text }, { ...more, ...(ping ? { mentions: [to.author] } : {}) });
    },
    say(where, text, files) {
      if (!sees(state, where, user.id)) throw new Error('She can not see this channel');
      return write(where, text, files);
    },
    slash(name, values = {}, where = channel()) {
      const registered = state.commands.find((each) => each.name === name.split(' ')[0] && (each.type ?? 1) === 1);
      if (registered && !offered(state, registered, user.id, where)) throw new Error(`/${name} is not offered here`);
      return ask({ type: 2, channel: where, data: slashData(state, name, values) });
    },
    onMessage: (name, message) => {
      const where = state.channels.get(message.channel)!;
      const asked = { name, locale, user: user.id, channel: where };
      return ask({ type: 2, channel: where, data: menuData(state, asked, { message }, ground.fileUrl) });
    },
    onPerson: (name, whom, where = channel()) => {
      const asked = { name, locale, user: user.id, channel: where };
      return ask({ type: 2, channel: where, data: menuData(state, asked, { user: whom.user.id }, ground.fileUrl) });
    },
    install: () => void state.installers.add(user.id),
    chatWith(other) {
      const made: Channel = {
        id: state.id(),
        type: channelType.dm,
        friends: [user.id, other.user.id],
        overwrites: [],
        messages: [],
      };
      state.channels.set(made.id, made);
      return made;
    },
    async complete(name, option, typed, where = channel()) {
      const asked = ask({ type: 4, channel: where, data: slashData(state, name, { [option]: typed }, option) });
      return until(() => asked.choices);
    },
    press(button) {
      const visible = [...bot.everyMessage()].filter((each) => {
        const home = state.channels.get(each.channel)!;
        return each.ephemeralFor === undefined ? sees(state, home, user.id) : each.ephemeralFor === user.id;
      });
      const newest = visible.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
      for (const message of newest) {
        const found = message.components
          .flatMap((row) => row.components ?? [])
          .find(
            (each: any) => each.type === 2 && !each.disabled && (each.label === button || each.custom_id === button),
          );
        if (found) {
          const data = { component_type: 2, custom_id: found.custom_id, id: 1 };
          return ask({ type: 3, channel: state.channels.get(message.channel)!, data, message });
        }
      }
      throw new Error('There is no such button that she can see');
    },
    forge: (token, where) =>
      ask({
        type: 3,
        channel: where,
        data: { component_type: 2, custom_id: token, id: 1 },
        message: where.messages[0]!,
      }),
    async submit(values, files = []) {
      const asked = await until(() => lastModal());
      const data = modalData(asked.modal, values, files, ground);
      delete asked.modal;
      return ask({ type: 5, channel: state.channels.get(asked.channel)!, data });
    },
    modal: () => lastModal()?.modal,
    reads: mine,
    shouldRead: (text) => until(() => mine().find((each) => text.test(shown(each.content).text))),
    rings: () => [...bot.everyMessage()].filter((each) => each.rings.has(user.id)).length,
    closeDirect() {
      user.closed = true;
    },
    leave(guildId) {
      const guild = state.guilds.get(guildId)!;
      guild.members.delete(user.id);
      bot.gateway.dispatch(
        'GUILD_MEMBER_REMOVE',
        { guild_id: guildId, user: memberJson(guild, user.id, user).user },
        intent.members,
      );
    },
  };
}
