/** Escalation: who is called in which order when somebody waits, and that it never ends with nobody. */
import { capability } from '../../chat/capability.ts';
import { commands } from './commands.ts';

export * from './directory.ts';
export { policyParts } from './commands.ts';
export const escalation = capability({ name: 'escalation', commands });
