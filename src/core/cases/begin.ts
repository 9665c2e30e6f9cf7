/** The commands by which somebody begins to report: by itself, on a message, on a person. */
import { command } from '../../chat/command.ts';
import { say } from '../../chat/message.ts';
import { done, refused, type Outcome } from '../../chat/outcome.ts';
import type { Scene, Work } from '../../chat/ports.ts';
import { askWhich } from '../community/index.ts';
import type { Report } from './draft.ts';

/** Begins, or goes on. `next`: what is heard once it is known which of several communities is meant. */
async function begin(work: Work, scene: Scene, given: Partial<Report>, next?: string): Promise<Outcome> {
  const asks = await askWhich(work, scene, next === undefined ? {} : { next });
  if (!asks) await work.converse('report', given, { resume: true });
  return done();
}

const report = command({
  name: 'report',
  summary: 'cases-command-report',
  who: 'anyone',
  discreet: true,
  fields: {},
  async run(_, scene, work) {
    return begin(work, scene, { asked: true }, 'word-report');
  },
});

const reportMessage = command({
  name: 'report message',
  summary: 'cases-command-report-message',
  who: 'anyone',
  on: 'message',
  fields: {},
  async run(_, scene, work) {
    if (!scene.subject?.message) return refused('cases-subject-none');
    return begin(work, scene, { reported: [scene.subject] });
  },
});

const reportPerson = command({
  name: 'report person',
  summary: 'cases-command-report-person',
  who: 'anyone',
  on: 'person',
  fields: {},
  async run(_, scene, work) {
    if (!scene.subject) return refused('cases-subject-none');
    if (scene.subject.ours) return done(say('cases-subject-bot'));
    return begin(work, scene, { reported: [scene.subject] });
  },
});

export const beginnings = [report, reportMessage, reportPerson];
