/** What two responders do with a case, and what its reporter reads of it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { days, hours, minutes } from '../../src/time/clock.ts';
import { cards, codeIn, reports, sentence, type Answers } from '../support/report.ts';
import { story } from '../support/story.ts';
import { onMatrix, type World } from '../support/world.ts';

/** On Matrix nothing is offered while somebody types. */
const offersNothing = onMatrix;

/** A case with Rosa as its first and Sam as its second. */
async function taken(here: World, given: Answers = {}, words = 'He followed me home'): Promise<string> {
  const code = codeIn(await reports(here.person('ana'), words, given));
  await here.person('rosa').runs(`case take ${code}`);
  await here.person('sam').runs(`case take ${code}`);
  return code;
}

describe('list and take', () => {
  story('the list shows what one is on, and what needs somebody', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    await here.pass(minutes(7));
    expect(await here.person('sam').runs('case list')).toContain(
      sentence('cases-list-line', { code, minutes: 7, state: { key: 'cases-list-needs-two' } }),
    );
    await here.person('rosa').runs(`case take ${code}`);
    expect(await here.person('rosa').runs('case list')).toContain(sentence('cases-list-lead'));
    expect(await here.person('sam').runs('case list')).toContain(sentence('cases-list-needs-one'));
    await here.person('sam').runs(`case take ${code}`);
    expect(await here.person('sam').runs('case list')).toContain(sentence('cases-list-second'));
    expect(await here.person('tariq').runs('case list')).toBe(sentence('cases-list-empty'));
  });

  story('it is taken from the card, by its button', async (here) => {
    await here.person('ana').says('danger');
    const code = codeIn(await here.person('ana').says('nobody'));
    expect(await here.person('rosa').presses('I take it')).toContain(sentence('cases-dossier', { code }));
    expect(await here.person('sam').presses('I take it')).toContain(sentence('cases-you-two'));
  });

  story('two are two different people, and a third one is one too many', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    const [rosa, sam, tariq] = ['rosa', 'sam', 'tariq'].map((who) => here.person(who));
    expect(await rosa!.runs(`case take ${code}`)).toContain(sentence('cases-you-first'));
    expect(await rosa!.runs(`case take ${code}`)).toBe(sentence('cases-already-on', { code }));
    expect(await sam!.runs(`case take ${code}`)).toContain(sentence('cases-you-two'));
    expect(await tariq!.runs(`case take ${code}`)).toBe(sentence('cases-full', { code }));
  });

  story('the person hears when one is there, and when two are', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He followed me home'));
    await here.person('rosa').runs(`case take ${code}`);
    expect(ana.last()).toBe(sentence('cases-hears-one', { code }));
    await here.person('sam').runs(`case take ${code}`);
    expect(ana.last()).toBe(sentence('cases-hears-two', { code }));
    expect(here.person('rosa').last()).toContain(sentence('cases-taken-second', { code, name: 'Sam' }));
  });

  story('only who is on it reads it', async (here) => {
    const code = await taken(here, { where: 'at the bus stop' });
    const read = await here.person('rosa').runs(`case show ${code}`);
    expect(read).toContain('> He followed me home');
    expect(read).toContain('Where: at the bus stop');
    expect(read).toContain('First: Rosa');
    expect(read).toContain('Second: Sam');
    expect(await here.person('tariq').runs(`case show ${code}`)).toBe(sentence('cases-show-first', { code }));
  });

  story('whoever is no responder can’t use the commands, and is told no more than that', async (here) => {
    const code = await taken(here);
    for (const who of ['bo', 'kim']) {
      expect(await here.person(who).runs('case list')).toBe(sentence('not-yours'));
      expect(await here.person(who).runs(`case show ${code}`)).toBe(sentence('not-yours'));
    }
  });

  story('code names are understood as people type them', async (here) => {
    const code = await taken(here);
    expect(await here.person('rosa').runs(`case show ${code.toUpperCase()}`)).toContain(
      sentence('cases-dossier', { code }),
    );
    expect(await here.person('rosa').runs(`CASE SHOW "${code}"`)).toContain(sentence('cases-dossier', { code }));
  });

  story('a command without its case asks for it, and suggests those that there are', async (here) => {
    const code = await taken(here);
    const rosa = here.person('rosa');
    await rosa.wantsPlain();
    expect(await rosa.runs('case show')).toContain(sentence('cases-field-case'));
    expect(await rosa.says(code)).toContain(sentence('cases-dossier', { code }));
    if (!offersNothing) expect((await rosa.offered('case show', 'case')).map((each) => each.value)).toEqual([code]);
  });

  story('where there are forms, a missing answer is asked for in one', async (here) => {
    const code = await taken(here);
    await here.person('rosa').presses('Note');
    expect(await here.person('rosa').fills({ text: 'She has a sister here' })).toContain(
      sentence('cases-noted', { code }),
    );
    expect(await here.person('sam').runs(`case show ${code}`)).toContain('> She has a sister here');
  });
});

describe('the talk between the person and the two', () => {
  story('a reply reads as the team’s; the colleague reads who wrote it', async (here) => {
    const code = await taken(here);
    await here.person('sam').runs(`case reply ${code} We believe you. Are you safe tonight?`);
    const heard = here.person('ana').last();
    expect(heard).toContain('The team:\n> We believe you. Are you safe tonight?');
    expect(heard).not.toMatch(/Sam|Rosa/u);
    expect(here.person('rosa').last()).toContain('by Sam');
  });

  story('what the person writes reaches both, under the made-up name', async (here) => {
    const code = await taken(here);
    expect(await here.person('ana').says('I am at my sister’s')).toContain(sentence('cases-added', { code }));
    for (const who of ['rosa', 'sam']) {
      expect(here.person(who).last()).toContain('> I am at my sister’s');
      expect(here.person(who).last()).not.toMatch(/\bAna\b/u);
    }
    expect(here.person('tariq').reads().join()).not.toContain('sister');
  });

  story('markup and mentions in words stay words', async (here) => {
    const code = await taken(here);
    await here.person('ana').says('@everyone **look** <@&99> [x](http://x)');
    expect(here.person('sam').last()).toContain('> @everyone **look** <@&99> [x](http://x)');
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('@everyone **look**');
  });

  story('first relief can be sent by one alone, and nothing else', async (here) => {
    const ana = here.person('ana');
    const code = codeIn(await reports(ana, 'He followed me home'));
    await here.person('rosa').runs(`case take ${code}`);
    for (const [relief, key] of [
      ['safe', 'cases-relief-safe'],
      ['medical', 'cases-relief-medical'],
      ['someone', 'cases-relief-someone'],
    ] as const) {
      await here.person('rosa').runs(`case reply ${code} --relief ${relief}`);
      expect(ana.last()).toContain(sentence(key));
    }
    await here.person('rosa').runs(`case reply ${code} Meet me --relief safe`);
    expect(ana.reads().join()).not.toContain('Meet me');
    await ana.says('Yes I am safe');
    expect(here.person('rosa').last()).toContain('> Yes I am safe');
  });

  story('what can’t be delivered is said to the two, and arrives when the person is back', async (here) => {
    const code = await taken(here);
    await here.close('ana');
    await here.person('sam').runs(`case reply ${code} Shall we meet?`);
    for (const who of ['rosa', 'sam']) expect(here.person(who).last()).toBe(sentence('cases-not-delivered', { code }));
    expect(here.person('ana').reads().join()).not.toContain('Shall we meet?');
    await here.open('ana');
    await here.person('ana').says('I am here again');
    expect(here.person('ana').reads().join()).toContain('> Shall we meet?');
  });

  story('a note is for the two alone', async (here) => {
    const code = await taken(here);
    const before = here.person('ana').reads().length;
    await here.person('rosa').runs(`case note ${code} He was warned in spring`);
    expect(await here.person('sam').runs(`case show ${code}`)).toContain('> He was warned in spring');
    expect(here.person('ana').reads()).toHaveLength(before);
    expect(here.person('tariq').readsInSpace().join()).not.toContain('warned');
  });

  story('what the two judge stands beside what the person feels, and never over it', async (here) => {
    const code = await taken(here, { weight: '4' });
    await here.person('rosa').runs(`case severity ${code} s1`);
    const read = await here.person('sam').runs(`case show ${code}`);
    expect(read).toContain('Severity: S1');
    expect(read).toContain('How heavy it feels: I can hardly bear it');
    expect(here.person('ana').reads().join()).not.toContain('S1');
  });

  story('an edited message is shown as corrected, and its old words no more', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('It was on Monday');
    await ana.edits(ana.newest(), 'It was on Tuesday');
    expect(here.person('sam').last()).toContain('> It was on Tuesday');
    const read = await here.person('rosa').runs(`case show ${code}`);
    expect(read).toContain('> It was on Tuesday');
    expect(read).not.toContain('> It was on Monday');
    expect(read).toContain('corrected');
  });

  story('a message that was taken back is shown to nobody any more', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('My address is 12 Elm Road');
    await ana.takesBack(ana.newest());
    expect(await here.person('rosa').runs(`case show ${code}`)).not.toContain('Elm Road');
    expect(here.person('sam').last()).toBe(sentence('cases-deleted', { code }));
  });

  story('an edited message that was taken back afterwards is gone in both forms', async (here) => {
    const code = await taken(here);
    const ana = here.person('ana');
    await ana.says('My address is 12 Elm Road');
    const id = ana.newest();
    await ana.edits(id, 'My address is 14 Elm Road');
    await ana.takesBack(id);
    expect(await here.person('rosa').runs(`case show ${code}`)).not.toContain('Elm Road');
  });
});

describe('handover', () => {
  story('keeps its owner until the other accepts; then the relayer reads it no more', async (here) => {
    const code = await taken(here);
    const [rosa, tariq] = [here.person('rosa'), here.person('tariq')];
    expect(await rosa.runs(`case handover ${code} Tariq`)).toContain(
      sentence('cases-offer-made', { code, name: 'Tariq' }),
    );
    expect(await rosa.runs(`case show ${code}`)).toContain('First: Rosa');
    expect(tariq.last()).not.toContain('followed');
    expect(await tariq.presses('I take it')).toContain('First: Tariq');
    expect(rosa.last()).toContain(sentence('cases-handed-over', { code, name: 'Tariq' }));
    expect(await rosa.runs(`case show ${code}`)).not.toContain('followed');
    expect(await tariq.runs(`case reply ${code} Hello, I am new here`)).toContain(sentence('cases-replied', { code }));
  });

  story('one word for whoever can’t take it, whatever the reason', async (here) => {
    const code = await taken(here, { who: 'Tariq' });
    const rosa = here.person('rosa');
    const unavailable = sentence('cases-unavailable');
    expect(await rosa.runs(`case handover ${code} Tariq`)).toBe(unavailable);
    expect(await rosa.runs(`case handover ${code} Sam`)).toBe(unavailable);
    expect(await rosa.runs(`case handover ${code} <@bo>`)).toBe(unavailable);
    expect(here.person('tariq').reads().join()).not.toContain(code);
  });

  story('whoever steps aside leaves the case to others, and nobody is told why', async (here) => {
    const code = await taken(here);
    await here.person('sam').runs(`case recuse ${code}`);
    expect(here.person('rosa').last()).toContain(code);
    expect(cards(here.person('tariq'), code)).not.toEqual([]);
    expect(await here.person('sam').runs(`case show ${code}`)).toBe(sentence('cases-unknown'));
    expect(await here.person('tariq').runs(`case take ${code}`)).toContain(sentence('cases-you-two'));
  });
});

describe('closing', () => {
  for (const outcome of ['resolved', 'measures', 'referred', 'recorded', 'unfounded']) {
    story(`as ${outcome}: the person affected reads how it ended, and until when words are kept`, async (here) => {
      const code = await taken(here, { relation: 'me' });
      await here.person('rosa').runs(`case close ${code} --outcome ${outcome} --words "Thank you for your patience"`);
      const heard = here.person('ana').last();
      expect(heard).toContain(sentence('cases-closed', { code }));
      expect(heard).toContain(sentence(`cases-outcome-${outcome}-told`));
      expect(heard).toContain('> Thank you for your patience');
      expect(heard).toContain(sentence('cases-closed-kept', { days: 180 }));
      expect(await here.person('rosa').runs('case list')).toBe(sentence('cases-list-empty'));
    });
  }

  story('a witness hears the same whatever became of it', async (here) => {
    const heard: string[] = [];
    for (const [who, outcome] of [
      ['ana', 'measures'],
      ['bo', 'unfounded'],
      ['kim', 'resolved'],
    ] as const) {
      const witness = here.person(who);
      const code = codeIn(await reports(witness, 'I saw him hit her', { relation: '2' }));
      const receipt = witness.reads().length;
      await here.person('rosa').runs(`case take ${code}`);
      await here.person('sam').runs(`case take ${code}`);
      await here.person('sam').runs(`case severity ${code} s3`);
      await here.person('rosa').runs(`case close ${code} --outcome ${outcome} --words "It was ${outcome}"`);
      heard.push(witness.reads().slice(receipt).join('\n').replaceAll(code, 'CODE'));
    }
    expect(heard[0]).toContain(sentence('cases-closed-witness', { code: 'CODE' }));
    expect(new Set(heard).size).toBe(1);
  });

  story('an assessment needs its basis', async (here) => {
    const code = await taken(here);
    expect(await here.person('rosa').runs(`case close ${code} --outcome unfounded --assessment unfounded`)).toBe(
      sentence('cases-basis-needed'),
    );
    expect(await here.person('rosa').runs('case list')).toContain(code);
    await here
      .person('rosa')
      .runs(`case close ${code} --outcome unfounded --assessment unfounded --basis "Two people saw him elsewhere"`);
    expect(here.person('ana').last()).not.toContain('elsewhere');
    expect(here.person('ana').last()).toContain(sentence('cases-closed', { code }));
  });

  story('an outcome that does not exist is refused in plain words', async (here) => {
    const code = await taken(here);
    expect(await here.person('rosa').runs(`case close ${code} --outcome gone`)).toBe(
      sentence('field-choice', { count: 5 }),
    );
  });

  story('the person writes again: it is open again, with the same two, and nothing is erased', async (here) => {
    const code = await taken(here);
    await here.person('rosa').runs(`case close ${code} --outcome resolved`);
    await here.pass(days(100));
    await here.person('ana').says('He is back');
    for (const who of ['rosa', 'sam']) {
      expect(here.person(who).reads().join()).toContain(sentence('cases-reopened', { code }));
      expect(here.person(who).reads().join()).toContain('> He is back');
      expect(await here.person(who).runs('case list')).toContain(code);
    }
    await here.pass(days(100));
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain('> He followed me home');
  });

  story('nobody replies to a case that is closed', async (here) => {
    const code = await taken(here);
    await here.person('rosa').runs(`case close ${code} --outcome resolved`);
    await here.pass(hours(1));
    expect(await here.person('rosa').runs(`case reply ${code} One more thing`)).toBe(
      sentence('cases-closed-already', { code }),
    );
    expect(await here.person('tariq').runs(`case take ${code}`)).toBe(sentence('cases-closed-already', { code }));
  });
});

describe('the record', () => {
  /** Does to the file what nobody may do who is not Haven. */
  const tamper = (here: World, statement: string) => {
    const db = new Database(join(here.folder, 'haven.db'));
    db.exec(statement);
    db.close();
  };
  const changed = sentence('cases-dossier-changed');
  const third = '(select id from case_entries order by id limit 1 offset 2)';

  for (const [what, statement] of [
    ['a moment is changed', `update case_entries set at = at - 60000 where id = ${third}`],
    ['an author is changed', `update case_entries set by_person = 'somebody' where id = ${third}`],
    ['an entry is taken out', `delete from case_entries where id = ${third}`],
  ] as const) {
    story(`shows when ${what} outside the program`, async (here) => {
      const code = await taken(here);
      for (const words of ['one', 'two', 'three']) await here.person('rosa').runs(`case note ${code} ${words}`);
      expect(await here.person('rosa').runs(`case show ${code}`)).not.toContain(changed);
      tamper(here, statement);
      expect(await here.person('rosa').runs(`case show ${code}`)).toContain(changed);
    });
  }

  story('says how far it is confirmed, once two have judged it, and never to the person', async (here) => {
    const code = await taken(here);
    const judged = sentence('cases-assessment-insufficient');
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain(sentence('cases-assessment-unassessed'));
    await here
      .person('rosa')
      .runs(`case close ${code} --outcome recorded --assessment insufficient --basis "one word only"`);
    await here.person('ana').says('He is back');
    expect(await here.person('sam').runs(`case show ${code}`)).toContain(judged);
    expect(here.person('ana').reads().join()).not.toContain(judged);
  });
});

describe('the duty of care', () => {
  const told = sentence('cases-exception-told', { basis: { key: 'cases-exception-life' } });
  const ask = (code: string, more = '') =>
    `case exception ${code} --basis life --words "an ambulance, his address" ${more}`;

  story(
    'passes something on against the will of the person only when both say so, and the person is told',
    async (here) => {
      const code = await taken(here, { contact: '2' });
      const [ana, rosa, sam, tariq] = ['ana', 'rosa', 'sam', 'tariq'].map((who) => here.person(who));
      expect(await rosa!.runs(ask(code))).toBe(sentence('cases-exception-asked', { code }));
      expect(ana!.reads().join()).not.toContain('ambulance');
      expect(await rosa!.runs(`case agree ${code}`)).toBe(sentence('cases-exception-own', { code }));
      expect(await tariq!.runs(`case agree ${code}`)).toBe(sentence('cases-not-on', { code }));
      expect(sam!.last()).toContain('an ambulance, his address');
      expect(await sam!.presses(sentence('cases-button-agree'))).toContain(
        sentence('cases-exception-agreed', { code }),
      );
      expect(ana!.last()).toContain(told);
      expect(ana!.last()).toContain('an ambulance, his address');
      expect(ana!.last()).not.toMatch(/Rosa|Sam/u);
      expect(await rosa!.runs(`case show ${code}`)).toContain('[exception: life; Rosa, Sam] an ambulance, his address');
      expect(await sam!.runs(`case agree ${code}`)).toBe(sentence('cases-exception-none', { code }));
    },
  );

  story('says nothing to the person where that would put somebody in danger', async (here) => {
    const code = await taken(here);
    const before = here.person('ana').reads();
    await here.person('rosa').runs(ask(code, '--silent'));
    await here.person('sam').runs(`case agree ${code}`);
    expect(here.person('ana').reads()).toEqual(before);
  });

  story('is nothing that one alone can do, nor one who has left', async (here) => {
    const code = codeIn(await reports(here.person('ana'), 'He followed me home'));
    await here.person('rosa').runs(`case take ${code}`);
    expect(await here.person('rosa').runs(ask(code))).toBe(sentence('cases-exception-needs-two', { code }));
    await here.person('sam').runs(`case take ${code}`);
    await here.person('rosa').runs(ask(code));
    await here.person('rosa').runs(`case recuse ${code}`);
    await here.person('tariq').runs(`case take ${code}`);
    expect(await here.person('sam').runs(`case agree ${code}`)).toBe(sentence('cases-exception-none', { code }));
  });
});

describe('whoever finds writing hard', () => {
  story('asks to speak instead, and the two read it with the case', async (here) => {
    const code = await taken(here, { contact: '4' });
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain(sentence('cases-contact-call'));
    await here.person('rosa').runs(`case reply ${code} Tonight at seven?`);
    expect(here.person('ana').last()).toContain('Tonight at seven?');
  });
});

describe('a pattern', () => {
  story('is asked for, and stands beside what happened this time', async (here) => {
    const code = await taken(here, { before: '3' });
    expect(await here.person('rosa').runs(`case show ${code}`)).toContain(sentence('cases-before-often'));
  });
});
