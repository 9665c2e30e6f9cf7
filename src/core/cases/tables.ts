/** Cases, their entries, their evidence, and who stands where. Words are sealed under the case's own key. */
import { bool, bytes, id, index, instant, integer, primaryKey, table, text, uniqueIndex } from '#dialect';
import type { Role } from './rules.ts';

/** `trial`: a test of the way to the team; nobody reported anything. */
export type CaseState = 'draft' | 'open' | 'closed' | 'gone' | 'trial';

export const cases = table(
  'cases',
  {
    id: id().primaryKey(),
    community: id().notNull(),
    state: text().$type<CaseState>().notNull(),
    code: text().notNull(),
    pseudonym: text().notNull(),
    /** The reporter; nothing once the case is gone. */
    reporter: id(),
    urgent: bool().notNull(),
    /** Two who may hear it are on it. */
    staffed: bool().notNull(),
    /** 0 unclear, 1 minor, 2 major, 3 grave, 4 critical; nothing until a responder has judged it. */
    severity: integer(),
    /** Something about it stands in the shared space, under this opaque name. */
    topic: text(),
    facts: bytes(),
    madeAt: instant().notNull(),
    openedAt: instant(),
    /** Since when two have not been on it. */
    waitingSince: instant(),
    pagedAt: instant(),
    /** At which step of the escalation it is; all rounds counted. */
    step: integer().notNull().default(0),
    /** Another community, whose team may hear it as well: the reporter wished so. */
    helper: id(),
    /** They were asked whether they wish that. */
    askedForHelper: bool().notNull().default(false),
    closedAt: instant(),
    outcome: text(),
    assessment: text().notNull(),
  },
  (t) => [
    uniqueIndex('cases_code').on(t.code),
    index('cases_topic').on(t.topic),
    index('cases_open').on(t.community, t.state, t.staffed),
    index('cases_reporter').on(t.reporter, t.state),
  ],
);

export const entries = table(
  'case_entries',
  {
    id: id().primaryKey(),
    case: text('case_id').notNull(),
    at: instant().notNull(),
    /** `copy`: a message of somebody else, as the platform itself gave it. */
    kind: text().$type<'said' | 'reply' | 'note' | 'copy'>().notNull(),
    by: text('by_person'),
    body: bytes().notNull(),
    /** The entry that this one corrects. */
    amends: id(),
    /** Its author took it back. */
    takenBack: bool().notNull(),
    /** Keyed hash of the message that it came by, to follow a later edit. */
    message: text(),
    /** Keyed hash of this entry and of the one before it: what is changed or left out later shows. */
    chain: text().notNull(),
    /** When these words were written, by the platform's clock; long ago, where only later ones are compared with it. */
    writtenAt: instant().notNull(),
  },
  (t) => [index('case_entries_case').on(t.case, t.id), index('case_entries_message').on(t.message)],
);

/** Answers in plain text that their authors have not confirmed yet: no part of what stands in the case. */
export const proposals = table(
  'case_proposals',
  {
    id: id().primaryKey(),
    case: text('case_id').notNull(),
    by: text('by_person').notNull(),
    body: bytes().notNull(),
    takenBack: bool().notNull(),
    /** It went out, as this entry. */
    sentAs: id(),
    /** As in an entry. */
    message: text().notNull(),
    writtenAt: instant().notNull(),
  },
  (t) => [index('case_proposals_case').on(t.case, t.id), index('case_proposals_message').on(t.message)],
);

/** Messages that were taken back before they came to be known: when they come, they are not kept. */
export const unsaid = table(
  'case_unsaid',
  {
    /** Keyed hash of the message. */
    message: text().primaryKey(),
    at: instant().notNull(),
  },
  (t) => [index('case_unsaid_at').on(t.at)],
);

export const evidence = table(
  'case_evidence',
  {
    id: id().primaryKey(),
    case: text('case_id').notNull(),
    at: instant().notNull(),
    /** `asked`: nobody has said yet whether it may be copied. `pointer`: it must not be. `taken`: taken back. */
    state: text().$type<'asked' | 'fetching' | 'kept' | 'failed' | 'pointer' | 'taken'>().notNull(),
    /** Name, type, size, where it lies on the platform, and the SHA-256 of what was kept. */
    about: bytes().notNull(),
    content: bytes(),
  },
  (t) => [index('case_evidence_case').on(t.case, t.id)],
);

export const standings = table(
  'case_people',
  {
    case: text('case_id').notNull(),
    person: id().notNull(),
    role: text().$type<Role>().notNull(),
    from: text('from_person'),
    /** The case is open: whoever looks for what somebody is on need not pass by all that they ever were on. */
    active: bool().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.case, t.person, t.role] }), index('case_people_person').on(t.person, t.active)],
);

/** Who has called, and when: so that a flood of pages is slowed, even where the cases themselves are gone. */
export const calls = table(
  'case_calls',
  {
    id: id().primaryKey(),
    /** Keyed hash of the person. */
    by: text('by_person').notNull(),
    at: instant().notNull(),
  },
  (t) => [index('case_calls_by').on(t.by, t.at)],
);
