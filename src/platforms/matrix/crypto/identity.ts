/**
 * The account's own identity, which signs this device: people compare it once, and no new device has to be compared
 * again (Matrix specification, "Cross-signing"). Its private keys are kept by the house, apart from the device's, so
 * that they outlive them.
 */
import { UserId, type OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Keep } from '../../../chat/ports.ts';
import { path, type Http } from '../http.ts';
import { withPassword } from '../password.ts';
import { userIds, type Requests } from './requests.ts';

export interface IdentityGiven {
  readonly machine: OlmMachine;
  readonly requests: Requests;
  readonly keep: Keep;
  readonly call: Http['call'];
  readonly password: string | undefined;
}

/** Whether this device is signed by the account's identity, as the homeserver tells it now. Throws a `MatrixFault`. */
export async function isSigned({ machine, requests }: Pick<IdentityGiven, 'machine' | 'requests'>): Promise<boolean> {
  await requests.query(machine.userId.toString());
  const device = await machine.getDevice(machine.userId, machine.deviceId);
  return device?.isCrossSignedByOwner() ?? false;
}

/**
 * Sees to it that this device is signed: by the keys at hand, by those that the house has kept, or by a new identity,
 * the first time and when all is lost. Throws a `MatrixFault`: `denied` where a password is asked for that is not
 * the account's, or that nobody has given.
 */
export async function sign(given: IdentityGiven): Promise<void> {
  const { machine, requests } = given;
  await requests.know([machine.userId.toString()]);
  const signed = await isSigned(given);
  if (signed && (await hasKeys(machine))) return;
  const identity = (await machine.getIdentity(new UserId(machine.userId.toString()))) !== undefined;
  if (identity && !(await hasKeys(machine))) await restore(given);
  if (!identity || !(await hasKeys(machine))) return makeIdentity(given);
  if (signed) return;
  const device = await machine.getDevice(machine.userId, machine.deviceId);
  if (device) await requests.send(await device.verify());
}

async function hasKeys(machine: OlmMachine): Promise<boolean> {
  const { hasMaster, hasSelfSigning, hasUserSigning } = await machine.crossSigningStatus();
  return hasMaster && hasSelfSigning && hasUserSigning;
}

const kept = 'cross-signing';

/** With the kept keys the identity stays the same: nobody is warned, and no password is needed. */
async function restore({ machine, keep }: IdentityGiven): Promise<void> {
  const saved = await keep.get(kept);
  if (saved === undefined) return;
  const [master, selfSigning, userSigning] = JSON.parse(saved) as string[];
  // They may be those of an identity that somebody has replaced since; then there are still none.
  await machine.importCrossSigningKeys(master, selfSigning, userSigning).catch(() => {});
}

async function makeIdentity({ machine, requests, keep, call, password }: IdentityGiven): Promise<void> {
  const made = await machine.bootstrapCrossSigning(!(await hasKeys(machine)));
  const keys = await machine.exportCrossSigningKeys();
  // Before anybody hears of them, or they could be lost.
  await keep.put(kept, JSON.stringify([keys?.masterKey, keys?.self_signing_key, keys?.userSigningKey]));
  if (made.uploadKeysRequest) await requests.send(made.uploadKeysRequest);
  const user = machine.userId.toString();
  const body = JSON.parse(made.uploadSigningKeysRequest.body) as object;
  const upload = { method: 'POST', path: path('keys', 'device_signing', 'upload'), body } as const;
  await withPassword(call, upload, { user, password });
  await requests.send(made.uploadSignaturesRequest);
  await machine.updateTrackedUsers(userIds([user]));
}
