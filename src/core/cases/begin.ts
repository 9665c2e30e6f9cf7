/** The commands by which somebody begins to report: by itself, on a message, on a person. */
import { command } from '../../chat/command.ts';
import { say } from '../../chat/message.ts';
import { done, refused } from '../../chat/outcome.ts';
import { askWhich } from '../community/index.ts';

const report = command({
  name: 'report',
  summary: 'cases-command-report',
  who: 'anyone',
  fields: {},
  async run(_, scene, work) {
    if (await askWhich(work, scene, { next: 'word-report' })) return done();
    await work.converse('report', { asked: true }, { resume: true });
    return done();
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
    if (await askWhich(work, scene, {})) return done();
    await work.converse('report', { reported: [scene.subject] }, { resume: true });
    return done();
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
    if (await askWhich(work, scene, {})) return done();
    await work.converse('report', { reported: [scene.subject] }, { resume: true });
    return done();
  },
});

export const beginnings = [report, reportMessage, reportPerson];
