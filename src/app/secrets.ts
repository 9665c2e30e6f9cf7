/** What is secret and was typed, since there is no form: taken away where it stands, as far as the platform can. */
import { say } from '../chat/message.ts';
import type { Job, Scene, Work } from '../chat/ports.ts';
import type { AppWork } from './ground.ts';

export const redactedJob = 'app.redacted';

/** Whether what somebody writes in a place can be taken away there. */
function canTakeAway(work: AppWork, { platform, place }: Pick<Scene, 'platform' | 'place'>): boolean {
  const there = work.ground.platforms.get(platform);
  return there?.redact !== undefined && (place.kind === 'shared' || there.redactsPrivate === true);
}

/** Takes a message away; who wrote it where others read is told whether it is gone. */
export async function takeAway(work: AppWork, scene: Scene, message: string): Promise<void> {
  const { platform, place, person } = scene;
  if (!canTakeAway(work, scene)) return;
  const tell = place.kind === 'shared' ? { person } : {};
  await work.redact({ platform, place, message }, redactedJob, tell);
}

/** The question said beforehand what becomes of a private answer; where others read, it matters whether it is gone. */
export async function redacted({ args, redacted: gone = false }: Job, work: Work): Promise<void> {
  const { person } = args;
  if (person === undefined) return;
  await work.say({ person }, say(gone ? 'secret-gone' : 'secret-stays'), { urgency: 'answer', duty: true });
}
