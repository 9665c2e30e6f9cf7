/** Requests for which a homeserver may ask for the password once more (Matrix specification, "User-Interactive Authentication API"). */
import { MatrixFault, type Call, type Http } from './http.ts';

/** Without the password at first, since it is not always asked for. Throws a `MatrixFault`. */
export async function withPassword(
  call: Http['call'],
  asked: Call & { readonly body: object },
  { user, password }: { readonly user: string; readonly password: string | undefined },
): Promise<void> {
  try {
    await call(asked);
  } catch (error) {
    if (!(error instanceof MatrixFault) || error.session === undefined || password === undefined) throw error;
    const identifier = { type: 'm.id.user', user };
    const auth = { type: 'm.login.password', session: error.session, identifier, password };
    await call({ ...asked, body: { ...asked.body, auth } });
  }
}
