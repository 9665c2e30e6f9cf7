/** Asking a reporter whether the team of another community may hear them, and what follows from a yes. */
import { yesno } from '../../chat/field.ts';
import { end, flow } from '../../chat/flow.ts';
import { say, text } from '../../chat/message.ts';
import type { Work } from '../../chat/ports.ts';
import { nameOfCommunity } from '../community/index.ts';
import { partnerOf } from '../escalation/index.ts';
import { circleById } from './circle.ts';
import { guardCase } from './hearing.ts';
import { callHelpers } from './ladder.ts';
import { mayAskPartner } from './partner.ts';
import { tooFew } from './sayings.ts';
import { caseStore } from './store/cases.ts';
import { groupOfReporter } from './telling.ts';

interface Helping {
  case: string;
  /** What the other community is called. */
  name: string;
}

/** The reporter is asked, once. */
export async function askReporter(work: Work, caseId: string): Promise<void> {
  const row = await caseStore(work).get(caseId);
  if (!row?.reporter || !(await mayAskPartner(work, await circleById(work, caseId)))) return;
  await caseStore(work).set(caseId, { askedForHelper: true });
  await work.audit('case.partner-asked', caseId);
  const name = await nameOfCommunity(work, (await partnerOf(work, row.community))!);
  await work.converse('helper', { case: caseId, name }, { person: row.reporter });
}

const elsewhere = async () => ({ go: 'leave' }) as const;

export const helper = flow<Helping>({
  name: 'helper',
  version: 1,
  upcasts: {},
  group: groupOfReporter,
  begin: (given) => given as Helping,
  async valid({ work, answers }) {
    const row = await caseStore(work).get(answers.case);
    return row?.state === 'open' && row.helper === null;
  },
  anytime: { 'word-withdraw': elsewhere, 'word-skip': async (talk) => (await talk.say(say('cases-helper-no')), end) },
  steps: {
    agree: {
      field: yesno({ summary: 'cases-ask-helper' }),
      needed: true,
      ask: async ({ answers }) => say(text('cases-ask-helper', { name: answers.name })),
      async take(yes: boolean, talk) {
        const { work, answers } = talk;
        const row = (await caseStore(work).get(answers.case))!;
        const partner = await partnerOf(work, row.community);
        if (!yes || partner === undefined) {
          await talk.say(say('cases-helper-no'));
          return end;
        }
        await caseStore(work).set(row.id, { helper: partner });
        await work.audit('case.partner', row.id);
        // Whoever is named in what was told is kept out of it, in that team as well.
        await guardCase(work, (await caseStore(work).get(row.id))!);
        const circle = await circleById(work, row.id);
        if (circle.called.length === 0) await talk.say(tooFew(circle.settings, true));
        else
          await talk.say(
            say(
              text((await callHelpers(work, row.id)) ? 'cases-helper-called' : 'cases-helper-later', {
                name: answers.name,
              }),
            ),
          );
        return end;
      },
      // What answers no question here is for the two.
      aside: elsewhere,
    },
  },
});
