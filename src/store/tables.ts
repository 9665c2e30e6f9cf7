/**
 * The tables of the house itself. What stands in them about people is sealed under the transit key and
 * wiped in the transaction that finishes it; the tables of a capability stand in its own folder.
 */
import { bool, bytes, id, index, instant, integer, json, table, text, uniqueIndex } from '#dialect';

/** Facts about the database itself: which keys it was made with, and whether it is a playground. */
export const meta = table('meta', {
  key: text().primaryKey(),
  value: bytes().notNull(),
});

/**
 * What arrived. A row that was acted upon keeps only its event's keyed hash, so that the same event is
 * dropped when it is delivered again; a row that could not be acted upon keeps its sealed body.
 */
export const inbox = table(
  'inbox',
  {
    id: id().primaryKey(),
    event: text().notNull(),
    platform: text().notNull(),
    body: bytes(),
    receivedAt: instant().notNull(),
    doneAt: instant(),
    tries: integer().notNull().default(0),
  },
  (t) => [uniqueIndex('inbox_event').on(t.event), index('inbox_waiting').on(t.doneAt, t.id)],
);

/** What is on its way out. `lane` keeps the order within one place; a higher `urgency` goes first. */
export const outbox = table(
  'outbox',
  {
    id: id().primaryKey(),
    platform: text().notNull(),
    lane: text().notNull(),
    act: text().$type<'say' | 'edit' | 'mark' | 'remove' | 'redact' | 'fetch' | 'check' | 'holders'>().notNull(),
    urgency: integer().notNull(),
    state: text().$type<'ready' | 'held' | 'refused' | 'sent' | 'failed' | 'withdrawn'>().notNull(),
    person: id(),
    group: text('group_name'),
    duty: bool().notNull(),
    /** Whoever must know has been told that it could not be delivered; and so has its reader, where they can see it. */
    told: bool().notNull().default(false),
    hinted: bool().notNull().default(false),
    body: bytes(),
    receipt: bytes(),
    /** Keyed hash of where it stands on its platform, to know it again when somebody answers it. */
    stands: text(),
    tries: integer().notNull().default(0),
    notBefore: instant().notNull(),
    unsureSince: instant(),
    madeAt: instant().notNull(),
    sentAt: instant(),
    /** When it was first refused for want of a permission. */
    refusedAt: instant(),
  },
  (t) => [
    index('outbox_ready').on(t.platform, t.state, t.urgency, t.id),
    index('outbox_lane').on(t.lane, t.state, t.urgency, t.id),
    index('outbox_heads').on(t.platform, t.state, t.lane, t.urgency, t.id),
    index('outbox_person').on(t.person, t.state),
    index('outbox_group').on(t.group),
    index('outbox_stands').on(t.stands),
  ],
);

/** Work for later. `args` hold ids of ours and nothing else. */
export const due = table(
  'due',
  {
    id: id().primaryKey(),
    key: text(),
    job: text().notNull(),
    args: json<Readonly<Record<string, string>>>().notNull(),
    dueAt: instant().notNull(),
    late: text().$type<'run' | 'skip'>().notNull(),
    tries: integer().notNull().default(0),
  },
  (t) => [uniqueIndex('due_key').on(t.key), index('due_at').on(t.dueAt, t.id)],
);

/** What the buttons of a message stand for, in one list; a form has a row of its own. */
export const tokens = table(
  'tokens',
  {
    id: id().primaryKey(),
    body: bytes().notNull(),
    person: id(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('tokens_expiry').on(t.expiresAt), index('tokens_person').on(t.person)],
);

/** Where a person is in a conversation. Of several, the one touched last is the one they are in. */
export const conversations = table(
  'conversations',
  {
    id: id().primaryKey(),
    person: id().notNull(),
    flow: text().notNull(),
    version: integer().notNull(),
    step: text().notNull(),
    turn: integer().notNull(),
    answers: bytes().notNull(),
    touchedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('conversations_person').on(t.person, t.flow)],
);

/** A platform's own bookkeeping. `shelf` is the part of the key before its first slash. */
export const keep = table(
  'keep',
  {
    id: id().primaryKey(),
    platform: text().notNull(),
    shelf: text().notNull(),
    value: bytes().notNull(),
  },
  (t) => [index('keep_shelf').on(t.platform, t.shelf)],
);

export const audit = table(
  'audit',
  {
    id: id().primaryKey(),
    at: instant().notNull(),
    by: id(),
    action: text().notNull(),
    about: text().notNull(),
    facts: bytes(),
  },
  (t) => [index('audit_about').on(t.about)],
);

/** Keys that must go. Replayed at each start, so that a restored backup brings nothing back to life. */
export const erasures = table(
  'erasures',
  {
    id: id().primaryKey(),
    at: instant().notNull(),
    done: bool().notNull(),
  },
  (t) => [index('erasures_pending').on(t.done, t.at)],
);

/** Which process holds a platform's connection. */
export const leases = table('leases', {
  name: text().primaryKey(),
  holder: text().notNull(),
  until: instant().notNull(),
});

/** What could not be done after many tries, for the operator: a short reference, never a text. */
export const faults = table(
  'faults',
  {
    id: id().primaryKey(),
    at: instant().notNull(),
    label: text().notNull(),
  },
  (t) => [index('faults_at').on(t.at)],
);
