/** Escalation: who is called in which order when somebody waits, and that it never ends with nobody. */
import { capability } from '../../chat/capability.ts';
import { commands } from './commands.ts';
import { escalationStore } from './store.ts';

export * from './directory.ts';
export { policyParts } from './commands.ts';
export const escalation = capability({
  name: 'escalation',
  commands,
  async notice(notice, work) {
    if (notice.kind === 'same') await escalationStore(work).join(notice.from, notice.into);
  },
});
