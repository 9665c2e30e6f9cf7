/** What is missing on the homeserver or in a room, what does not work without it, and how to get it. */
import { existsSync } from 'node:fs';
import { text } from '../../chat/message.ts';
import { OperatorError } from '../../chat/outcome.ts';
import type { CheckOf, Finding } from '../../chat/platform.ts';
import type { Keep } from '../../chat/ports.ts';
import { systemClock } from '../../time/clock.ts';
import type { MatrixOptions } from './config.ts';
import { fields, word } from './content.ts';
import type { RoomEvent } from './events.ts';
import { isSpace, liesIn } from './hierarchy.ts';
import { MatrixFault, path, type Http } from './http.ts';
import { wasLimited } from './limited.ts';
import { reach, visit, type Session } from './login.ts';
import { findingsOf } from './placecheck.ts';
import type { Room } from './rooms.ts';
import { newState } from './state.ts';

type Kept = Pick<Keep, 'get'>;

const empty: Kept = { get: async () => undefined };

const finding = (level: Finding['level'], name: string, args?: Readonly<Record<string, string | number>>): Finding => ({
  level,
  text: text(`matrix-check-${name}`, args),
});

const withHow = (level: Finding['level'], name: string, args?: Readonly<Record<string, string | number>>): Finding => ({
  ...finding(level, name, args),
  how: text(`matrix-check-${name}-how`, args),
});

/** For the operator, or for one community; `kept`: what the house keeps for us, where there is a database already. */
export async function checkMatrix(
  options: MatrixOptions,
  of: CheckOf | undefined,
  kept: Kept = empty,
): Promise<readonly Finding[]> {
  try {
    await reach(options.homeserver);
    return await visit(options, kept, async (http, session) =>
      of ? aboutCommunity(http, options, of) : aboutAccount(http, options, kept, session),
    );
  } catch (error) {
    if (error instanceof OperatorError)
      return [{ ...finding('bad', of ? 'away' : 'refused', of ? {} : { why: error.message }) }];
    if (error instanceof MatrixFault) return [finding('bad', 'away')];
    throw error;
  }
}

async function aboutAccount(
  http: Http,
  options: MatrixOptions,
  kept: Kept,
  session: Session | undefined,
): Promise<Finding[]> {
  const { user, password, cases_without_encryption: plain } = options;
  const { joined_rooms: rooms } = await http.call<{ joined_rooms?: unknown }>({
    method: 'GET',
    path: path('joined_rooms'),
  });
  const count = Array.isArray(rooms) ? rooms.length : 0;
  const limited = await wasLimited(kept, systemClock.now());
  return [
    finding('good', 'account', { user }),
    ...(await aboutKeys(http, options, session)),
    ...(password === undefined ? [withHow('warning', 'no-password')] : []),
    ...(plain ? [withHow('warning', 'plain-allowed')] : []),
    count === 0 ? withHow('warning', 'no-rooms', { user }) : finding('good', 'rooms', { count }),
    limited ? withHow('warning', 'limited', { user }) : finding('good', 'not-limited'),
  ];
}

/** The device by its public keys, as anybody can ask for them (Matrix specification, "End-to-end encryption"). */
async function aboutKeys(http: Http, options: MatrixOptions, session: Session | undefined): Promise<Finding[]> {
  if (!session) return [finding('hint', 'new')];
  const { user, device } = session;
  if (!existsSync(options.store))
    return [
      withHow('bad', options.password === undefined ? 'store-gone' : 'store-made-anew', { folder: options.store }),
    ];
  const keys = await http.call<Readonly<Record<string, unknown>>>({
    method: 'POST',
    path: path('keys', 'query'),
    body: { device_keys: { [user]: [] } },
  });
  const mine = fields(fields(fields(keys['device_keys'])[user])[device]);
  const fingerprint = word(fields(mine['keys'])[`ed25519:${device}`]);
  if (fingerprint === undefined) return [withHow('bad', 'no-keys')];
  const identity = Object.values(fields(fields(fields(keys['self_signing_keys'])[user])['keys']));
  const signedBy = Object.keys(fields(fields(mine['signatures'])[user]));
  const isSigned = identity.some((key) => signedBy.includes(`ed25519:${String(key)}`));
  const shown = { device, fingerprint: fingerprint.replaceAll(/(.{4})(?=.)/gu, '$1 ') };
  return [finding('good', 'keys', shown), ...(isSigned ? [] : [withHow('bad', 'unsigned', shown)])];
}

async function aboutCommunity(http: Http, options: MatrixOptions, of: CheckOf): Promise<Finding[]> {
  const { user: self, cases_without_encryption: plainAllowed } = options;
  const units = new Map<string, Room | undefined>();
  for (const server of of.servers) units.set(server, await look(http, server, self));
  const found: Finding[] = [];
  for (const { space, use } of of.places) {
    const room = units.get(space) ?? (await look(http, space, self));
    if (!room) found.push(withHow('bad', `out-${use}`, { user: self }));
    else found.push(...findingsOf(room, use, { self, plainAllowed }), ...outside(room, units));
  }
  for (const [server, unit] of units) {
    const isNamed = of.places.some(({ space }) => space === server);
    if (!unit && !isNamed) found.push(withHow('bad', 'out', { user: self }));
    if (unit && !isSpace(unit)) found.push(withHow('warning', 'no-space', { room: unit.name || unit.id, user: self }));
  }
  return found;
}

/** Whoever is in a room that lies elsewhere is no member by that. Without servers only the room itself is looked at. */
function outside(room: Room, units: ReadonlyMap<string, Room | undefined>): Finding[] {
  const isInside = units.has(room.id) || [...units.values()].some((unit) => unit && liesIn(room, unit));
  return units.size === 0 || isInside ? [] : [withHow('warning', 'outside', { room: room.name || room.id })];
}

/** A room as it is now; nothing where we are not in it. */
async function look(http: Http, id: string, self: string): Promise<Room | undefined> {
  try {
    const room = newState(id);
    const events = await http.call<RoomEvent[]>({ method: 'GET', path: path('rooms', id, 'state') });
    for (const event of events) room.apply(event);
    return room.members.get(self)?.membership === 'join' ? room : undefined;
  } catch (error) {
    if (error instanceof MatrixFault && error.kind === 'denied') return undefined;
    throw error;
  }
}
