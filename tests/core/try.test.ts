import { story } from '../support/story.ts';
import { days, hours, minutes } from '../../src/time/clock.ts';
story('try', async (here) => {
  const rosa = here.person('rosa'); const sam = here.person('sam');
  const p = async (who: any, line: string) => console.log(`> ${who.account}: ${line}\n` + await who.runsInSpace(line));
  const s = async (who: any, line: string) => console.log(`> ${who.account}: ${line}\n` + await who.says(line));
  await p(rosa, 'haven setup --zone Berlin --hours "mon-fri 9:00-17:00"');
  await s(rosa, "!haven rota add");
  await s(rosa, '1, 2 3'); await s(rosa, '1'); await s(rosa, 'monday 9:00');
  await p(rosa, 'who');
  await p(sam, 'away tomorrow friday'); 
  await p(rosa, 'rota show');
  await p(sam, 'rota swap monday');
  console.log(here.person('tariq').reads().join('\n----\n'));
  await p(here.person('tariq'), 'rota accept');
  await here.pass(days(8));
  console.log(sam.reads().join('\n----\n'));
  await p(rosa, 'help');
}, { wordsOnly: true });
