/**
 * The judge: every body that a bot sends is measured by Discord's published schemas, and by the rules that
 * stand in Discord's documentation but not in the schemas. A field that the schema doesn't know is a fault,
 * though Discord itself would let it pass: it is a typing error of ours.
 */
// @ts-expect-error The package carries no types for its schemas.
import * as spec from 'discord-api-spec/zod';

interface Schema {
  safeParse(value: unknown): {
    success: boolean;
    data?: unknown;
    error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
  };
}
const schemas = spec as unknown as Record<string, Schema>;

/** What is measured, and the name of its schema in the specification. */
const schemaOf = {
  message: 'MessageCreateRequestSchema',
  edit: 'MessageEditRequestPartialSchema',
  followUp: 'IncomingWebhookInteractionRequestSchema',
  original: 'IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema',
  direct: 'CreatePrivateChannelRequestSchema',
  thread: 'CreateTextThreadWithoutMessageRequestSchema',
  post: 'CreateForumThreadRequestSchema',
  threadChange: 'UpdateThreadRequestPartialSchema',
  channelChange: 'UpdateGuildChannelRequestPartialSchema',
  command: 'ApplicationCommandUpdateRequestSchema',
  reply: 'CreateMessageInteractionCallbackRequestSchema',
  update: 'UpdateMessageInteractionCallbackRequestSchema',
  autocomplete: 'ApplicationCommandAutocompleteCallbackRequestSchema',
  modal: 'ModalInteractionCallbackRequestSchema',
  ban: 'BanUserFromGuildRequestSchema',
  unban: 'UnbanUserFromGuildRequestSchema',
  bulkBan: 'BulkBanUsersRequestSchema',
} as const;
export type Judged = keyof typeof schemaOf;

/** Fields that are right although the specification lacks them, each with the reason. */
const forgiven: Readonly<Partial<Record<Judged, readonly string[]>>> = {};

/** What is wrong with a body, in plain words; nothing when all is well. */
export function judge(what: Judged, body: unknown, mayMention: boolean): string[] {
  const wrong: string[] = [];
  const measured = what === 'command' ? withNumericPermissions(body) : body;
  const read = schemas[schemaOf[what]]!.safeParse(measured);
  if (!read.success) {
    for (const issue of read.error!.issues) wrong.push(`${what}: ${issue.path.join('.')} ${issue.message}`);
  } else {
    for (const path of unknownFields(measured, read.data)) {
      if (!forgiven[what]?.includes(path)) wrong.push(`${what}: unknown field ${path}`);
    }
  }
  const said = what === 'reply' || what === 'update' ? (body as any)?.data : body;
  if (['message', 'edit', 'followUp', 'original', 'reply', 'update'].includes(what)) {
    wrong.push(...messageRules(what, said ?? {}, mayMention));
  }
  if (what === 'post') wrong.push(...messageRules('message', (body as any)?.message ?? {}, mayMention));
  if (what === 'message') wrong.push(...nonceRules(body as any));
  if (what === 'modal') wrong.push(...modalRules((body as any)?.data ?? {}));
  if (what === 'command') wrong.push(...commandRules(body as any));
  return wrong;
}

/** Discord documents a string of digits, and the specification says a number. */
const withNumericPermissions = (body: any) =>
  typeof body?.default_member_permissions === 'string'
    ? { ...body, default_member_permissions: Number(body.default_member_permissions) }
    : body;

/** Schemas drop what they don't know: what is missing from what they read was unknown. */
function unknownFields(given: unknown, read: unknown, path = ''): string[] {
  if (Array.isArray(given))
    return given.flatMap((each, i) => unknownFields(each, (read as unknown[])?.[i], `${path}[]`));
  if (given === null || typeof given !== 'object') return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (value === undefined) return [];
    return read !== null && typeof read === 'object' && key in read
      ? unknownFields(value, (read as any)[key], here)
      : [here];
  });
}

function messageRules(what: Judged, said: any, mayMention: boolean): string[] {
  const wrong: string[] = [];
  const silent = what === 'reply' && said.content === undefined && said.components === undefined;
  if ((said.content?.length ?? 0) > 2000) wrong.push(`${what}: content is longer than 2000 characters`);
  if (
    (what === 'message' || what === 'followUp') &&
    !said.content?.trim() &&
    !said.embeds?.length &&
    !said.components?.length
  ) {
    wrong.push(`${what}: an empty message`);
  }
  if (!silent && said.content !== undefined && !mayMention && !isInert(said.allowed_mentions)) {
    wrong.push(`${what}: allowed_mentions is not { parse: [] }`);
  }
  const rows: any[] = said.components ?? [];
  const plainRows = ((said.flags ?? 0) & (1 << 15)) === 0;
  if (plainRows && rows.length > 5) wrong.push(`${what}: more than 5 rows`);
  const all = nested(rows);
  if (!plainRows && all.length > 40) wrong.push(`${what}: more than 40 components`);
  if (!plainRows && (said.content || said.embeds?.length))
    wrong.push(`${what}: content beside components of version 2`);
  for (const button of all.filter((each) => each.type === 2)) {
    if (!button.label && !button.emoji) wrong.push(`${what}: a button without a label`);
    if (button.style < 5 && !button.custom_id) wrong.push(`${what}: a button without a custom_id`);
  }
  const ids = all.map((each) => each.custom_id).filter(Boolean);
  if (new Set(ids).size !== ids.length) wrong.push(`${what}: two components with one custom_id`);
  return wrong;
}

/** Components of every depth. */
const nested = (components: readonly any[]): any[] =>
  components.flatMap((each) => [
    each,
    ...nested([...(each.components ?? []), each.component, each.accessory].filter(Boolean)),
  ]);

const isInert = (mentions: any) =>
  Array.isArray(mentions?.parse) && mentions.parse.length === 0 && !mentions.users?.length && !mentions.roles?.length;

function nonceRules(body: any): string[] {
  if (body?.nonce === undefined) return [];
  if (String(body.nonce).length > 25) return ['message: a nonce of more than 25 characters'];
  return body.enforce_nonce === true ? [] : ['message: a nonce that is not enforced'];
}

function modalRules(modal: any): string[] {
  const count = modal.components?.length ?? 0;
  const wrong = count < 1 || count > 5 ? [`modal: ${count} components, where 1 to 5 may stand`] : [];
  const ids = (modal.components ?? []).map((each: any) => each.component?.custom_id).filter(Boolean);
  if (new Set(ids).size !== ids.length) wrong.push('modal: two inputs with one custom_id');
  for (const each of modal.components ?? []) {
    const options: any[] = each.component?.options ?? [];
    if (options.length > 25) wrong.push('modal: more than 25 options');
    const { type } = each.component ?? {};
    if (type === 3 && options.length === 0) wrong.push('modal: a select without options');
    if (type === 21 && (options.length < 2 || options.length > 10)) wrong.push('modal: a radio group of 2 to 10');
    if (type === 22 && (options.length < 1 || options.length > 10)) wrong.push('modal: a checkbox group of 1 to 10');
    if (each.type === 18 && !(each.label?.length >= 1 && each.label.length <= 45))
      wrong.push('modal: a label of 1 to 45');
    if (each.component?.required === true && each.component.min_values === 0)
      wrong.push('modal: required, and satisfied by nothing');
  }
  return wrong;
}

/** An entry of a context menu has a name as people write it, and nothing to fill in. */
function menuRules(command: any): string[] {
  const names = [command.name, ...Object.values(command.name_localizations ?? {})] as string[];
  const wrong = names.some((each) => each.length < 1 || each.length > 32 || each !== each.trim())
    ? ['command: a name that Discord refuses']
    : [];
  if (command.description || command.options) wrong.push('command: a menu entry with a description or options');
  return wrong;
}

function commandRules(command: any): string[] {
  if (command.type === 2 || command.type === 3) return menuRules(command);
  const wrong: string[] = [];
  const texts = (each: any): number =>
    longest(each.name, each.name_localizations) +
    longest(each.description, each.description_localizations) +
    (each.choices ?? []).reduce(
      (sum: number, one: any) => sum + longest(one.name, one.name_localizations) + String(one.value).length,
      0,
    ) +
    (each.options ?? []).reduce((sum: number, one: any) => sum + texts(one), 0);
  if (texts(command) > 8000) wrong.push('command: more than 8000 characters');
  const check = (each: any, deep: number) => {
    if (
      !/^[-_'\p{L}\p{N}\p{sc=Devanagari}\p{sc=Thai}]{1,32}$/u.test(each.name) ||
      each.name !== each.name.toLowerCase()
    ) {
      wrong.push('command: a name that Discord refuses');
    }
    if (!each.description) wrong.push('command: no description');
    if (each.choices && each.autocomplete) wrong.push('command: choices and autocomplete on one option');
    const options: any[] = each.options ?? [];
    if (options.length > 25) wrong.push('command: more than 25 options');
    const kinds = new Set(options.map((one) => (one.type <= 2 ? 'sub' : 'plain')));
    if (kinds.size > 1) wrong.push('command: subcommands beside options');
    const optional = options.findIndex((one) => one.required !== true);
    if (optional >= 0 && options.slice(optional).some((one) => one.required === true)) {
      wrong.push('command: a required option after an optional one');
    }
    if (new Set(options.map((one) => one.name)).size !== options.length) wrong.push('command: two options of one name');
    if (deep < 3) for (const one of options) check(one, deep + 1);
  };
  check(command, 0);
  return wrong;
}

const longest = (text: string | undefined, others: Record<string, string> | undefined | null): number =>
  Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map((each) => each.length));
