/** What a community sets for itself. It has one owner: the database. A YAML file can bring it in once. */
import { z } from 'zod';
import { zoneName } from '../../time/zone.ts';

/** Minutes, at most a week. */
const minutes = z.number().int().min(1).max(10_080);

/** A channel or room; its name and its server, as far as they were told when it was chosen. */
const place = z.strictObject({
  platform: z.string(),
  id: z.string(),
  name: z.string().optional(),
  server: z.string().optional(),
});

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);
const hours = z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1), from: clock, to: clock });

export const settings = z.strictObject({
  language: z
    .string()
    .default('en')
    .describe('The language that Haven writes in the channels of this community, and to whoever has told it no other.'),
  name: z
    .string()
    .max(100)
    .default('')
    .describe('What members know the community by; by default the name of its server.'),
  listed: z
    .boolean()
    .default(false)
    .describe('Whether somebody of whom nobody knows which servers they are in may read the name and choose it.'),
  roles: z
    .array(z.strictObject({ platform: z.string(), server: z.string(), id: z.string(), name: z.string().optional() }))
    .default([])
    .describe("The responders' role in each server: whoever holds it is in the team."),
  space: place
    .nullable()
    .default(null)
    .describe("The responders' shared space: a channel or room that only they read."),
  announce: place
    .nullable()
    .default(null)
    .describe('A channel or room that members read, in which Haven says from time to time that it is there.'),
  announceEvery: z.number().int().min(7).max(365).default(30).describe('Days between two of these reminders.'),
  card: z
    .string()
    .max(4_000)
    .default('')
    .describe(
      'The emergency card: numbers and people outside the team. Empty until you write it; Haven never invents a number.',
    ),
  outside: z
    .string()
    .max(1_000)
    .default('')
    .describe('Whom a reporter can turn to outside the team, when the team is too small or nobody answers.'),
  safeguarding: z.string().max(1_000).default('').describe('Whom the law names where a child is in danger.'),
  crisisWords: z
    .array(z.string().min(3))
    .default([])
    .describe('Words and phrases, in your languages, that bring the emergency card at once.'),
  again: minutes.default(15).describe('Minutes until everyone who may hear is told again that someone waits.'),
  truth: minutes.default(60).describe('Minutes until the reporter is told that nobody has come, and whom else to ask.'),
  zone: z
    .string()
    .refine((name) => zoneName(name) === name)
    .default('UTC')
    .describe('The time zone by which the team goes where nobody has told another one, such as Europe/Berlin.'),
  hours: z
    .array(hours)
    .default([])
    .describe('When the team is called for what is not urgent: days (1 is Monday), from, to. Empty: always.'),
  training: z
    .number()
    .int()
    .min(0)
    .max(3_650)
    .default(0)
    .describe('Days for which a training counts; only trained people are then called. 0: none is asked for.'),
  retention: z.number().int().min(7).max(3_650).default(180).describe('Days after closing until a case is erased.'),
});

export type Settings = z.infer<typeof settings>;
export const defaults: Settings = settings.parse({});
