/** What a response team does, a line each. Order: who hears first what is no command and no answer. */
import type { Capability } from '../chat/capability.ts';
import { cases } from './cases/index.ts';
import { community } from './community/index.ts';
import { guidance } from './guidance/index.ts';
import { people } from './people/index.ts';
import { availability } from './availability/index.ts';
import { rota } from './rota/index.ts';
import { escalation } from './escalation/index.ts';

export const capabilities: readonly Capability[] = [community, people, availability, rota, escalation, guidance, cases];
