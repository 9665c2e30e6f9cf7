/** The team of another community, where a community's own can't come: never without the reporter's yes. */
import { describe, expect } from 'vitest';
import { hours, minutes } from '../../src/time/clock.ts';
import { codeIn, reports, sentence } from '../support/report.ts';
import { harbour, town } from './towns.ts';
import { story, type DiscordWorld } from './world.ts';

const askIn = (name: string) => sentence('cases-ask-helper', { name });

/** Harbour may ask the team of Elsewhere. */
async function partners(here: DiscordWorld) {
  const own = await harbour(here);
  const other = await town(here, 'Elsewhere');
  const code = /\b[0-9a-z]{26}\b/u.exec(await other.owner.runs('escalation partner', {}, other.general))![0];
  const agreed = await here.steward.runs('escalation partner', { code }, here.general);
  expect(agreed).toBe(sentence('escalation-partner-set', { name: 'Elsewhere' }));
  return { own, other, ana: here.member('Ana', { guilds: [here.guild] }), code };
}

describe('the team of another community', () => {
  story('is asked when nobody has come, if the person wishes it, and hears it by the same rules', async (here) => {
    const { own, other, ana } = await partners(here);
    const code = codeIn(await reports(ana, 'He hit me', { witnesses: `<@${other.team[0]!.account}>` }));
    expect(ana.reads().join()).not.toContain(askIn('Elsewhere'));
    await here.pass(minutes(60));
    expect(ana.last()).toContain(askIn('Elsewhere'));
    for (const each of other.team) expect(each.reads().join()).not.toContain(code);
    const heard = await ana.says('yes');
    // Whoever was named is kept out there as well.
    expect(other.team[0]!.reads().join()).not.toContain(code);
    expect(other.team[1]!.reads().join()).toContain(code);
    expect(heard).toContain(sentence('cases-helper-called', { name: 'Elsewhere' }));
    await own[0]!.runs('case take', { case: code });
    const dossier = await other.team[1]!.runs('case take', { case: code });
    expect(dossier).toContain('He hit me');
    expect(dossier).not.toContain('Ana');
    await other.team[1]!.runs('case reply', { case: code });
    await other.team[1]!.fills({ text: 'We are here' });
    expect(ana.last()).toContain('We are here');
    expect(await other.team[0]!.runs('case show', { case: code })).toBe(sentence('cases-unknown'));
    expect(await other.team[1]!.runs('case list')).toContain(code);
  });

  story('hears nothing where the person says no, and is not asked for again', async (here) => {
    const { own, other, ana } = await partners(here);
    await here.steward.runs('escalation set', { level: 'other', rounds: '3' }, here.general);
    await here.steward.fills({ steps: 'team 5, partner 5' });
    const code = codeIn(await reports(ana, 'He hit me'));
    await here.pass(minutes(60));
    expect(await ana.says('no')).toContain(sentence('cases-helper-no'));
    await here.pass(hours(30));
    expect(ana.reads().filter((each) => each.includes(askIn('Elsewhere')))).toHaveLength(1);
    for (const each of other.team) {
      expect(each.reads().join()).not.toContain(code);
      expect(await each.runs('case take', { case: code })).toBe(sentence('cases-unknown'));
    }
    expect(own[0]!.reads().join()).toContain(code);
  });

  story('is asked at once where too few of the own team may hear it', async (here) => {
    const { own, other, ana } = await partners(here);
    const receipt = await reports(ana, 'It was Rosa', { who: 'Rosa' });
    await here.settle();
    expect(ana.last()).toContain(askIn('Elsewhere'));
    await ana.says('1');
    const card = other.team[0]!.reads().find((each) => each.includes('It needs two of you'))!;
    const code = codeIn(card);
    expect(receipt).toContain(sentence('cases-too-few'));
    for (const each of other.team) await each.runs('case take', { case: code });
    expect(ana.last()).toContain(sentence('cases-hears-two', { code }));
    expect(own[0]!.reads().join()).not.toContain(code);
  });

  story('is not asked for whoever chose by name who hears them, nor where it is on record only', async (here) => {
    const { ana } = await partners(here);
    await reports(ana, 'He hit me', { hear: '3', people: 'Rosa, Sam' });
    const bo = here.member('Bo', { guilds: [here.guild] });
    await reports(bo, 'Only so that you know', { contact: '2' });
    await here.pass(hours(3));
    for (const each of [ana, bo]) expect(each.reads().join()).not.toContain(askIn('Elsewhere'));
  });

  story('comes as a step, agrees by a code that is good once, and ends it when it wants', async (here) => {
    const { other, ana, code: spent } = await partners(here);
    const again = await here.steward.runs('escalation partner', { code: spent }, here.general);
    expect(again).toBe(sentence('escalation-partner-wrong'));
    await here.steward.runs('escalation set', { level: 'other' }, here.general);
    const set = await here.steward.fills({ steps: 'team 5, partner 10, team 30' });
    expect(set).toContain(sentence('escalation-target-partner'));
    await reports(ana, 'He hit me');
    await here.pass(minutes(4));
    expect(ana.reads().join()).not.toContain(askIn('Elsewhere'));
    await here.pass(minutes(1));
    expect(ana.last()).toContain(askIn('Elsewhere'));
    expect(await other.owner.runs('escalation partner', { code: 'none' }, other.general)).toBe(
      sentence('escalation-partner-none'),
    );
    expect(await ana.says('yes')).toContain(sentence('cases-helper-no'));
  });
});
