/** A homeserver's part in encryption, in this process: keys of devices, and what is sent to them. */
import { path, type Call } from '../../src/platforms/matrix/http.ts';

export interface KeyServer {
  /** A call of one device of this user. */
  of(user: string, device: string): (call: Call) => Promise<any>;
  /** What was sent to the devices of this user since the last time, as `/sync` gives it. */
  mail(user: string): unknown[];
  /** How many one-time keys are left to others. */
  left(user: string): number;
}

interface Account {
  readonly devices: Record<string, any>;
  readonly oneTime: [string, unknown][];
  readonly fallback: [string, unknown][];
  readonly mail: unknown[];
  identity: Record<string, unknown>;
}

export function keyServer(): KeyServer {
  const accounts = new Map<string, Account>();
  const account = (user: string): Account => {
    if (!accounts.has(user)) accounts.set(user, { devices: {}, oneTime: [], fallback: [], mail: [], identity: {} });
    return accounts.get(user)!;
  };

  function query({ device_keys: asked }: { device_keys: Record<string, unknown> }) {
    const users = Object.keys(asked);
    const keysOf = (name: string) =>
      Object.fromEntries(
        users.flatMap((user) => (account(user).identity[name] ? [[user, account(user).identity[name]]] : [])),
      );
    return {
      // Whoever was asked for must be named, or the library waits.
      device_keys: Object.fromEntries(users.map((user) => [user, account(user).devices])),
      master_keys: keysOf('master_key'),
      self_signing_keys: keysOf('self_signing_key'),
      user_signing_keys: keysOf('user_signing_key'),
    };
  }

  function claim({ one_time_keys: asked }: { one_time_keys: Record<string, Record<string, string>> }) {
    const keys = Object.entries(asked).map(([user, devices]) => {
      const { oneTime, fallback } = account(user);
      const [device] = Object.keys(devices);
      return [user, { [device!]: Object.fromEntries([oneTime.shift() ?? fallback[0]!]) }];
    });
    return { one_time_keys: Object.fromEntries(keys) };
  }

  function upload(user: string, device: string, body: any) {
    const { devices, oneTime, fallback } = account(user);
    if (body.device_keys) devices[device] = body.device_keys;
    oneTime.push(...Object.entries(body.one_time_keys ?? {}));
    fallback.unshift(...Object.entries(body.fallback_keys ?? {}));
    return { one_time_key_counts: { signed_curve25519: oneTime.length } };
  }

  function sign(body: Record<string, Record<string, any>>) {
    for (const [user, signed] of Object.entries(body))
      for (const [id, { signatures }] of Object.entries(signed)) {
        const device = account(user).devices[id];
        if (device) Object.assign((device.signatures[user] ??= {}), signatures[user]);
      }
    return { failures: {} };
  }

  function deliver(sender: string, type: string, body: { messages: Record<string, Record<string, unknown>> }) {
    for (const [user, devices] of Object.entries(body.messages))
      for (const content of Object.values(devices)) account(user).mail.push({ type, sender, content });
    return {};
  }

  const base = path('');
  return {
    of: (user, device) => async (call) => {
      const body = call.body as any;
      const [what, ...rest] = call.path.slice(base.length).split('/').map(decodeURIComponent);
      if (what === 'sendToDevice') return deliver(user, rest[0]!, body);
      switch (rest.join('/')) {
        case 'upload':
          return upload(user, device, body);
        case 'query':
          return query(body);
        case 'claim':
          return claim(body);
        case 'device_signing/upload':
          account(user).identity = body;
          return {};
        case 'signatures/upload':
          return sign(body);
        default:
          throw new Error(`The library asks for ${call.method} ${call.path}, which is not provided for.`);
      }
    },
    mail: (user) => account(user).mail.splice(0),
    left: (user) => account(user).oneTime.length,
  };
}
