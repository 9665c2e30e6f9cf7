/**
 * What Haven is compared with: discord.js as it comes, which commits one row with the same pragmas and then
 * answers each private message with one line. A process of its own: `echo.ts API TOKEN DATABASE REQUESTS`, the
 * last being how many requests a second it may send; says "ready" when discord.js is.
 */
import Database from 'better-sqlite3';
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';

const [api, token, file, requests] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE IF NOT EXISTS heard (id text PRIMARY KEY, body text NOT NULL, at integer NOT NULL)');
const insert = database.prepare('INSERT INTO heard (id, body, at) VALUES (?, ?, ?)');

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: api!, version: '10', globalRequestsPerSecond: Number(requests) },
});
client.on(Events.MessageCreate, (message) => {
  if (message.author.bot || message.inGuild() || !message.channel.isSendable()) return;
  insert.run(message.id, message.content, message.createdTimestamp);
  // A reply that fails is missed, and counted as such, by whoever measures.
  message.channel.send(message.content).catch(() => undefined);
});
client.once(Events.ClientReady, () => console.log('ready'));
process.once('SIGTERM', () => void client.destroy().finally(() => process.exit(0)));
await client.login(token);
