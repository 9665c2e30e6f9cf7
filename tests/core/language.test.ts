/** The same report in Spanish, for everybody in their own language. */
import { describe, expect } from 'vitest';
import { hours, minutes } from '../../src/time/clock.ts';
import { answers, candour, codeIn, questionIn, reports, sentence, texts } from '../support/report.ts';
import { story } from '../support/story.ts';
import type { World } from '../support/world.ts';

const es = (key: string, args?: Parameters<typeof sentence>[1]) => sentence(key, args, 'es');
const words = { skip: 'saltar', done: 'listo' };

/** Some English that no Spanish message may contain. */
const english = /\b(?:the|you|your|write|team|have|with)\b/iu;

async function inSpanish(here: World, ...accounts: readonly string[]): Promise<void> {
  for (const account of accounts) await here.person(account).speaks('es');
}

describe('in Spanish', () => {
  story('a whole report, from the greeting to the receipt', async (here) => {
    await inSpanish(here, 'ana');
    await here
      .person('rosa')
      .runsInSpace('haven setup es --card "Llama al 000, es un ejemplo" --outside "La enfermera"');
    const ana = here.person('ana');
    const first = await ana.says('hola');
    for (const key of ['cases-hello', 'cases-who-sees', candour, 'cases-ask-safe']) expect(first).toContain(es(key));
    await ana.says('sí');
    await ana.says('Me siguió hasta mi casa');
    await ana.says('listo');
    const receipt = await answers(
      ana,
      { relation: 'yo', kind: '2', where: 'en la calle', confirm: 'sí' },
      undefined,
      words,
    );
    const code = codeIn(receipt);
    expect(receipt).toContain(es('cases-receipt', { code }));
    expect(receipt).toContain(es('cases-receipt-next'));
    expect(ana.reads().filter((each) => english.test(each))).toEqual([]);
    expect(here.person('rosa').readsInSpace().join()).toContain(es('cases-card', { code }));
  });

  story('danger, the truth after an hour, and the end of it', async (here) => {
    await inSpanish(here, 'ana');
    await here
      .person('rosa')
      .runsInSpace('haven setup es --card "Llama al 000, es un ejemplo" --outside "La enfermera"');
    const ana = here.person('ana');
    expect(await ana.says('socorro')).toContain('Llama al 000');
    const code = codeIn(await ana.says('nadie'));
    await here.pass(minutes(60));
    expect(ana.last()).toContain(es('cases-truth'));
    await here.person('rosa').runs(`case take ${code}`);
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(`case close ${code} --outcome measures`);
    expect(ana.last()).toContain(es('cases-outcome-measures-told'));
    await here.pass(hours(1));
    expect(ana.reads().filter((each) => english.test(each))).toEqual([]);
  });

  story('each of them reads in their own language, whatever the other speaks', async (here) => {
    await inSpanish(here, 'ana', 'sam');
    const code = codeIn(await reports(here.person('ana'), 'Me siguió', { kind: '2' }));
    const read = await here.person('sam').runs(`case take ${code}`);
    expect(read).toContain(es('cases-kind-threats'));
    expect(await here.person('rosa').runs(`case take ${code}`)).toContain(sentence('cases-kind-threats'));
    expect(here.person('sam').last()).toContain(es('cases-taken-second', { code, name: 'Rosa' }));
  });

  story('words of one language are understood in the other', async (here) => {
    const ana = here.person('ana');
    expect(questionIn(await ana.says('ayuda'))).toBe('safe');
    expect(ana.last()).toContain(sentence('cases-ask-safe'));
    await inSpanish(here, 'bo');
    const bo = here.person('bo');
    await bo.says('Somebody hit me');
    await bo.says('yes');
    await bo.says('done');
    expect(questionIn(await bo.says('skip'))).toBe('kind');
    expect(bo.last()).toContain(es('cases-ask-kind'));
  });

  story('a language that the house does not speak is answered in the first one that it has', async () => {
    expect(texts.nearest('pt-BR')).toBe('en');
    expect(texts.nearest('es-MX')).toBe('es');
    expect(texts.nearest(undefined)).toBe('en');
  });
});
