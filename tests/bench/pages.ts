/** What one call costs when ten thousand are due at the same second, instead of a thousand; and that none is missing. */
import { caseStore } from '../../src/core/cases/store/cases.ts';
import { ladderOf } from '../../src/core/cases/circle.ts';
import { communityStore } from '../../src/core/community/store.ts';
import { after, hours } from '../../src/time/clock.ts';
import type { Person } from '../../src/platforms/playground/people.ts';
import { world, type World } from '../support/world.ts';
import { against, median, round, type Bench } from './figures.ts';
import { addPast } from './past.ts';

const sizes = { small: 1_000, large: 10_000 } as const;
/** Each case calls all of them. */
const team = ['rosa', 'sam', 'tariq', 'vera', 'wim'].map((account): Person => ({
  account,
  name: account,
  role: 'responder',
  runsServer: account === 'rosa',
}));
const rounds = 3;

export const pages: Bench = {
  name: 'pages',
  about: `one call to one person, with ${sizes.large} of them due at the same second against ${sizes.small}; playground, in process`,
  async run(tell, note) {
    const passed = { small: [] as number[], large: [] as number[] };
    const worked = { small: [] as number[], large: [] as number[] };
    const wrong = { missing: 0, twice: 0, order: 0 };
    for (let turn = 0; turn < rounds; turn += 1) {
      for (const size of turn % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
        note(`${sizes[size]} calls, round ${turn + 1} of ${rounds}`);
        const here = await world({ people: team });
        try {
          const due = await waiting(here, sizes[size] / team.length, note);
          const began = performance.now();
          const before = process.cpuUsage();
          await here.pass(due.getTime() - here.clock.now().getTime());
          passed[size].push((performance.now() - began) / sizes[size]);
          const { user, system } = process.cpuUsage(before);
          worked[size].push((user + system) / 1_000 / sizes[size]);
          for (const { account } of team) count(here, account, sizes[size] / team.length, wrong);
        } finally {
          await here.stop();
        }
      }
    }
    tell(against('pages', 'one call', 'ms', median(passed.large), median(passed.small), 'ratio <= 1.2'));
    tell(against('pages', 'one call', 'ms CPU', median(worked.large), median(worked.small), 'ratio <= 1.2'));
    const { missing, twice, order } = wrong;
    const fact = (metric: string, value: number) =>
      tell({
        bench: 'pages',
        metric,
        value: round(value),
        unit: 'calls',
        yardstick: null,
        ratio: null,
        goal: 'value <= 0',
      });
    fact('not handed over', missing);
    fact('handed over twice', twice);
    fact('after one less urgent', order);
  },
};

/** So many cases of which the next step is due at the same second, every other one urgent, in no order. */
async function waiting(here: World, cases: number, note: (line: string) => void): Promise<Date> {
  await here.person('rosa').runs('escalation set other --steps "team 60"');
  await addPast(here.app, { platform: 'playground', closed: 0, busy: 0, waiting: cases }, note);
  return here.app.run('due', async (work) => {
    const store = caseStore(work);
    const [community = ''] = await communityStore(work).all();
    const at = after(work.now, hours(1));
    for (const { id } of await store.unstaffed(community)) {
      await store.set(id, { urgent: work.random(2) === 0, waitingSince: work.now });
      await work.later('cases.ladder', at, { case: id }, { key: ladderOf(id) });
    }
    return at;
  });
}

/** What one of the team has of all calls. */
function count(here: World, account: string, cases: number, wrong: { missing: number; twice: number; order: number }) {
  const calls = here
    .person(account)
    .reads()
    .filter((each) => each.includes('It needs two of you'));
  const codes = new Set(calls.map((each) => /\b[a-z]+-[a-z]+-\d{2}\b/u.exec(each)![0]));
  wrong.missing += cases - codes.size;
  wrong.twice += calls.length - codes.size;
  const calm = calls.findIndex((each) => !each.startsWith('Urgent'));
  wrong.order += calm < 0 ? 0 : calls.slice(calm).filter((each) => each.startsWith('Urgent')).length;
}
