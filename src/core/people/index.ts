/** People: accounts, languages, silence, and who is in a team. Knows no other capability. */
import { capability } from '../../chat/capability.ts';
import { commands } from './commands.ts';

export * from './directory.ts';
export const people = capability({ name: 'people', commands });
