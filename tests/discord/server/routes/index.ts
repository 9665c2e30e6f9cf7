/** The REST routes that a bot may use. Whatever is not here doesn't exist, as `GET /users/@me/channels`. */
import { account } from './account.ts';
import { channels } from './channels.ts';
import { guilds } from './guilds.ts';
import { interactions } from './interactions.ts';
import { messages } from './messages.ts';
import type { Route } from './route.ts';

export const routes: readonly Route[] = [...account, ...channels, ...messages, ...interactions, ...guilds];
