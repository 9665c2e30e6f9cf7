/** The section `matrix` of the config file. It stands apart, so that a config is read without loading the SDK. */
import { z } from 'zod';

const shape = z.strictObject({
  homeserver: z
    .url({ protocol: /^https?$/ })
    .meta({ example: 'https://matrix.example.org' })
    .describe('The address of the homeserver on which the bot has its account.'),
  user: z
    .string()
    .regex(/^@[^:]+:.+$/u, 'expected a whole user id such as @haven:example.org')
    .meta({ example: '@haven:example.org' })
    .describe('The user id of the bot’s account, which nobody else uses.'),
  password: z
    .string()
    .min(1)
    .optional()
    .describe('The password of the account; with it the bot can mend a lost key store by itself.')
    .meta({ secret: true }),
  access_token: z
    .string()
    .min(1)
    .optional()
    .describe('An access token of its own, in the place of the password.')
    .meta({ secret: true }),
  store: z
    .string()
    .min(1)
    .default('./data/matrix')
    .meta({ path: true })
    .describe(
      'The folder in which the bot’s encryption keys are kept, sealed. It must not be lost, nor restored from an old backup.',
    ),
  cases_without_encryption: z
    .boolean()
    .default(false)
    .describe(
      'Whether cases may go into rooms that are not encrypted, where the homeserver can read them; better not.',
    ),
});

export const matrixConfig = shape.refine(
  ({ password, access_token: token }) => (password === undefined) !== (token === undefined),
  'expected either a password or an access_token, and not both',
);

export type MatrixOptions = z.infer<typeof matrixConfig>;
