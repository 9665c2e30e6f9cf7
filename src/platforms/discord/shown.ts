/**
 * What a message shows beside its words, in words: embeds, stickers, a poll. Each stands under Discord's own name for
 * it, since a copy of a message is in no language of the house. Nothing of it is fetched.
 */
import type { APIEmbed, APIMessage, APIMessageSnapshotFields, APIPoll } from 'discord.js';

const filled = (lines: readonly (string | null | undefined)[]): string[] =>
  lines.filter((each): each is string => each != null && each.trim() !== '');

const embedOf = ({ author, title, url, description, fields = [], footer }: APIEmbed): string =>
  filled([
    '[embed]',
    author?.name,
    title,
    url,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    footer?.text,
  ]).join('\n');

const pollOf = ({ question, answers }: APIPoll): string =>
  filled([
    '[poll]',
    question.text,
    ...answers.map(({ poll_media: { text, emoji } }) => `- ${filled([emoji?.name, text]).join(' ')}`),
  ]).join('\n');

/** Its words, and what else it shows. Of a message that was passed on Discord gives only some fields. */
export const shownOf = (message: Partial<APIMessage> | APIMessageSnapshotFields): string =>
  filled([
    message.content,
    ...(message.embeds ?? []).map(embedOf),
    ...(message.sticker_items ?? []).map(({ name }) => `[sticker] ${name}`),
    'poll' in message && message.poll ? pollOf(message.poll) : undefined,
  ]).join('\n\n');
