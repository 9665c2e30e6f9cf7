/**
 * People on Matrix, by matrix-nio in a process of its own (`members.py`): what they do, and what they read. What
 * somebody reads is what their screen shows: edits and redactions are carried out.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hasPackages, root, spawnPython, type Registered, type Synapse } from './synapse.ts';

/** An event as nio gives it: decrypted where that could be done. */
export interface Told {
  readonly room: string;
  readonly event: {
    readonly type: string;
    readonly event_id: string;
    readonly sender: string;
    readonly origin_server_ts: number;
    readonly content: any;
    readonly redacts?: string;
    readonly state_key?: string;
    readonly unsigned?: { readonly redacted_because?: unknown };
  };
  readonly encrypted: boolean;
  readonly unreadable: boolean;
}

/** A message on a screen: its newest words, unless it was taken away. */
export interface Shown {
  readonly id: string;
  readonly room: string;
  readonly sender: string;
  readonly at: number;
  readonly content: any;
  readonly encrypted: boolean;
  readonly unreadable: boolean;
  /** The root of the thread in which it stands; a message becomes the root of one by the first answer in it. */
  readonly thread: string | undefined;
}

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface RoomWanted {
  readonly name?: string;
  readonly version?: string;
  readonly space?: true;
  readonly encrypted?: boolean;
  readonly invite?: readonly string[];
  readonly direct?: true;
  readonly power?: object;
  readonly public?: true;
}

export interface Members {
  /** A new account with a device of its own. */
  member(name: string): Promise<Member>;
  end(): void;
}

/** Starts the process in which they live; it ends with this one at the latest. */
export function openMembers(synapse: Synapse, homeserver = synapse.url): Members {
  const [folder, inside] = scratch();
  const child = spawnPython([inside('members.py'), homeserver, inside()]);
  writeFileSync(join(folder, 'members.py'), readFileSync(join(import.meta.dirname, 'members.py')));
  const waiting = new Map<number, { resolve: (value: any) => void; reject: (error: Error) => void }>();
  let complaint = '';
  child.stderr!.on('data', (some) => (complaint = (complaint + some).slice(-2_000)));
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const { id, ok, error } = JSON.parse(line);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(ok);
    else asked?.reject(new Error(`nio: ${error}`));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`matrix-nio ended: ${complaint}`));
    waiting.clear();
  });
  let asked = 0;
  const nio: Nio = {
    files: { outside: (name) => join(folder, name), inside },
    ask: (who, what, given = {}) =>
      new Promise((resolve, reject) => {
        const id = (asked += 1);
        waiting.set(id, { resolve, reject });
        child.stdin!.write(`${JSON.stringify({ id, who, do: what, ...given })}\n`);
      }),
  };
  return {
    async member(name) {
      const account = await synapse.register(name);
      await nio.ask(account.user, 'open', { device: account.device, token: account.token });
      return new Member(name, account, homeserver, nio);
    },
    end() {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that both sides can see, by the names that each of them has for what is in it. */
function scratch(): readonly [string, (name?: string) => string] {
  if (!hasPackages()) {
    const folder = mkdtempSync(join(tmpdir(), 'haven-members-'));
    return [folder, (name = '') => join(folder, name)];
  }
  const id = `members-${randomBytes(6).toString('hex')}`;
  mkdirSync(join(root, 'srv', id));
  return [join(root, 'srv', id), (name = '') => join('/srv', id, name)];
}

interface Nio {
  readonly files: { outside(name: string): string; inside(name: string): string };
  ask(who: string, what: string, given?: object): Promise<any>;
}

export class Member {
  readonly name: string;
  readonly account: string;
  readonly registered: Registered;
  /** All events of all rooms, in the order in which they came. */
  readonly told: Told[] = [];
  /** Rooms to which this person is invited, with the state that came along. */
  readonly invitations = new Map<string, readonly any[]>();
  private readonly url: string;
  private readonly nio: Nio;

  constructor(name: string, registered: Registered, url: string, nio: Nio) {
    this.name = name;
    this.account = registered.user;
    this.registered = registered;
    this.url = url;
    this.nio = nio;
  }

  /** Clears the screen: nothing of what came until now is on it any more. */
  forgets(): void {
    this.told.length = 0;
    this.invitations.clear();
  }

  /** Looks at the phone: everything that has come until now. */
  async catchUp(): Promise<void> {
    const { events, invitations } = await this.nio.ask(this.account, 'sync');
    for (const each of events as Told[]) {
      const known = this.told.findIndex(({ event }) => event.event_id === each.event.event_id);
      if (known >= 0) this.told[known] = each;
      else this.told.push(each);
    }
    for (const { room, state } of invitations) this.invitations.set(room, state);
  }

  /** A plain request of this account. */
  async asks(method: string, path: string, body?: object): Promise<any> {
    const answer = await fetch(`${this.url}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${this.registered.token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const told: any = await answer.json();
    if (!answer.ok)
      throw new Error(`${method} ${path.replaceAll(/[!@$][^/]*/gu, '…')}: ${answer.status} ${told.errcode}`);
    return told;
  }

  async creates(wanted: RoomWanted): Promise<string> {
    const { room_id } = await this.asks('POST', '/createRoom', {
      preset: wanted.public ? 'public_chat' : 'private_chat',
      ...(wanted.name ? { name: wanted.name } : {}),
      ...(wanted.version ? { room_version: wanted.version } : {}),
      ...(wanted.space ? { creation_content: { type: 'm.space' } } : {}),
      ...(wanted.direct ? { is_direct: true } : {}),
      ...(wanted.power ? { power_level_content_override: wanted.power } : {}),
      invite: wanted.invite ?? [],
      initial_state: wanted.encrypted ? [encryption] : [],
    });
    return room_id;
  }

  async sets(room: string, type: string, content: object, key = ''): Promise<void> {
    await this.asks('PUT', `/rooms/${enc(room)}/state/${type}/${enc(key)}`, content);
  }

  /** Puts a room into a space. */
  async places(room: string, space: string): Promise<void> {
    const via = ['localhost'];
    await this.sets(space, 'm.space.child', { via }, room);
    await this.sets(room, 'm.space.parent', { via, canonical: true }, space);
  }

  async invites(room: string, account: string): Promise<void> {
    await this.asks('POST', `/rooms/${enc(room)}/invite`, { user_id: account });
  }

  async joins(room: string): Promise<void> {
    await this.asks('POST', `/join/${enc(room)}`, {});
    this.invitations.delete(room);
  }

  async leaves(room: string): Promise<void> {
    await this.asks('POST', `/rooms/${enc(room)}/leave`, {});
  }

  /** Who is in a room, by membership. */
  async membersOf(room: string, membership = 'join'): Promise<string[]> {
    const { chunk } = await this.asks('GET', `/rooms/${enc(room)}/members?membership=${membership}`);
    return chunk.map((each: { state_key: string }) => each.state_key);
  }

  /** Sends any content, encrypted where the room is. Gives the id of the event. */
  async sends(room: string, content: object, type = 'm.room.message'): Promise<string> {
    await this.catchUp();
    return this.nio.ask(this.account, 'send', { room, type, content });
  }

  says(room: string, text: string, more: object = {}): Promise<string> {
    return this.sends(room, { msgtype: 'm.text', body: text, 'm.mentions': {}, ...more });
  }

  /** Says several things one right after the other, without looking at the phone in between. */
  async hurries(room: string, texts: readonly string[]): Promise<void> {
    await this.catchUp();
    for (const body of texts) {
      const content = { msgtype: 'm.text', body, 'm.mentions': {} };
      await this.nio.ask(this.account, 'send', { room, type: 'm.room.message', content });
    }
  }

  /** Sends a file; with words, as its caption. */
  async attaches(room: string, { name, type, bytes }: Upload, words?: string, encrypted = true): Promise<string> {
    const { inside, outside } = this.nio.files;
    const scrap = randomBytes(8).toString('hex');
    writeFileSync(outside(scrap), bytes);
    // What is sealed says nothing of what it is.
    const told = encrypted ? 'application/octet-stream' : type;
    const placed = await this.nio.ask(this.account, 'upload', { path: inside(scrap), type: told, encrypted });
    rmSync(outside(scrap));
    return this.sends(room, {
      msgtype: type.startsWith('image/') ? 'm.image' : 'm.file',
      body: words ?? name,
      filename: name,
      info: { mimetype: type, size: bytes.length },
      ...placed,
    });
  }

  async downloads(content: { file?: object; url?: string }): Promise<Uint8Array> {
    const { inside, outside } = this.nio.files;
    const scrap = randomBytes(8).toString('hex');
    await this.nio.ask(this.account, 'download', { path: inside(scrap), file: content.file, url: content.url });
    const bytes = readFileSync(outside(scrap));
    rmSync(outside(scrap));
    return bytes;
  }

  edits(room: string, id: string, text: string): Promise<string> {
    const fresh = { msgtype: 'm.text', body: text, 'm.mentions': {} };
    const relation = { rel_type: 'm.replace', event_id: id };
    return this.sends(room, { ...fresh, body: `* ${text}`, 'm.new_content': fresh, 'm.relates_to': relation });
  }

  async redacts(room: string, id: string): Promise<string> {
    const transaction = randomBytes(8).toString('hex');
    return (await this.asks('PUT', `/rooms/${enc(room)}/redact/${enc(id)}/${transaction}`, {})).event_id;
  }

  reacts(room: string, id: string, key: string): Promise<string> {
    return this.sends(room, { 'm.relates_to': { rel_type: 'm.annotation', event_id: id, key } }, 'm.reaction');
  }

  /** What stands on the screen as far as this phone was looked at, oldest first; of one room or of all. */
  screen(room?: string): Shown[] {
    const taken = new Set(
      this.told.flatMap(({ event }) =>
        event.type === 'm.room.redaction' ? [event.redacts ?? event.content?.redacts] : [],
      ),
    );
    const roots = new Set(
      this.told
        .filter((each) => relation(each) === 'm.thread')
        .map(({ event }) => event.content['m.relates_to'].event_id),
    );
    const standing = this.told.filter(({ event }) => !taken.has(event.event_id) && !event.unsigned?.redacted_because);
    return standing
      .filter((each) => (room === undefined || each.room === room) && isMessage(each) && relation(each) !== 'm.replace')
      .map(({ room: where, event, encrypted, unreadable }) => {
        const edit = standing.findLast(
          (each) =>
            relation(each) === 'm.replace' &&
            each.event.content['m.relates_to'].event_id === event.event_id &&
            each.event.sender === event.sender,
        );
        const related = event.content['m.relates_to'];
        return {
          id: event.event_id,
          room: where,
          sender: event.sender,
          at: event.origin_server_ts,
          content: edit?.event.content['m.new_content'] ?? event.content,
          encrypted,
          unreadable,
          thread:
            related?.rel_type === 'm.thread'
              ? related.event_id
              : roots.has(event.event_id)
                ? event.event_id
                : undefined,
        };
      });
  }

  /** How many events rang for this person (Matrix specification, "Push rules" and "User and room mentions"). */
  rings(): number {
    return this.told.filter(({ event }) => event.sender !== this.account && this.rungBy(event.content)).length;
  }

  private rungBy(content: any): boolean {
    const mentions = content?.['m.mentions'];
    if (mentions) return mentions.room === true || (mentions.user_ids ?? []).includes(this.account);
    // Without `m.mentions` clients look into the words.
    const localpart = /^@([^:]*)/u.exec(this.account)![1]!;
    return [localpart, this.name, '@room'].some((word) => String(content?.body ?? '').includes(word));
  }
}

const enc = encodeURIComponent;
const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
const isMessage = ({ event }: Told) => event.type === 'm.room.message' || event.type === 'm.room.encrypted';
const relation = ({ event }: Told): string | undefined => event.content?.['m.relates_to']?.rel_type;
