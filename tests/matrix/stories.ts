/**
 * Which stories of `tests/core` are told on Matrix: all but those that can't be, each of which is named here with its
 * reason. A name that no story bears fails the run.
 */
const buttons = 'There are no buttons on Matrix, so nothing can be pressed twice, late or by somebody else.';
const forms = 'There are no forms on Matrix.';
const whispers = 'On Matrix nothing can be said to one person where others read.';
const large = 'An event on Matrix has at most 65,536 bytes, so nobody can send that much at once.';

const many = 'It needs many worlds, and hands over by itself what arrives, in any order and twice.';
const roles = 'There are no roles on Matrix; `words.test.ts` leads through the questions without one.';
const days = 'It names days and hours, and a homeserver goes by a clock of its own.';
const languages = 'No homeserver tells anybody’s language, so all of a community read the same one.';

/** By file, then by name. */
export const untold: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'badinput.test.ts': {
    'half an emoji is kept as it was written':
      'What is said on Matrix is UTF-8, in which there are no halves, so matrix-nio refuses to send one.',
    'four megabytes is kept whole, and shown in part': large,
    'four megabytes as the answer to a small question does not flood anybody': large,
    'a command that nobody has declared is answered':
      'What is typed on Matrix is read by the table of commands, so an undeclared one can not arrive.',
    'a double click moves nothing twice': buttons,
    'a button of a question that was answered asks the present one instead': buttons,
    'a button of a talk that is over says so': buttons,
    'nobody can press what was meant for somebody else': buttons,
    'a token that never was, and one that is months old, are answered': buttons,
    'an event that is delivered twice is acted upon once':
      'A homeserver gives each event an id of its own; tests/matrix/laws.e2e.test.ts tells of lost answers.',
    'a form that is sent in twice writes once': forms,
  },
  'corrections.test.ts': {
    'bring nothing back, in any order': many,
    'keeps its words when it is changed into more than can be sent, and its author is told so': buttons,
  },
  'escalation.test.ts': {
    'can be looked up by whoever may hear, and by nobody else': days,
    'outside of them the receipt says when it is called, and it is called then': days,
    'when they change, whoever waits is called by the new ones: at once, where they are open': days,
  },
  'inbox.test.ts': {
    'is the same when it is read again, its dates too': 'It looks into the database, and no platform matters to it.',
  },
  'language.test.ts': {
    'each of them reads in their own language, whatever the other speaks': languages,
    'words of one language are understood in the other': languages,
  },
  'opening.test.ts': {
    'by another one’s button, nor by one’s own after the case is handed over': buttons,
    'who is off the case before it could be delivered':
      'Whoever types a command on Matrix has opened a room by that, and can be reached.',
  },
  'responders.test.ts': {
    'where there are forms, a missing answer is asked for in one': forms,
  },
  'setup.test.ts': {
    'leads through what is open, one after the other, and can be left': roles,
    'goes on after a restart where it was left, and shows what is set': roles,
    'what is written elsewhere is no answer, where the questions stand in the server':
      'On Matrix the questions stand in private; `words.test.ts` tells that.',
  },
  'shared.test.ts': {
    'is told and sent without a private message, and nobody else sees anything of it': whispers,
    'goes on in private at one press': whispers,
    'is offered by no menu where there are none, and can’t be typed': 'There are no menus on Matrix.',
    'is shown under “inbox”, in its order, once': whispers,
    'are told to the two once for each message, however often it is tried again': whispers,
    'what waits for somebody who wished for neutral messages comes when they ask for it': whispers,
  },
  'words.test.ts': {
    'and that somebody reports is nobody else’s business: it goes from a room, and they are told':
      '`tests/matrix/setup.e2e.test.ts` tells it in a room of its own.',
  },
};

/** Those that stand for all in the tests of every day; all are told by `npm run proof -- matrix-stories`. */
export const sample: Readonly<Record<string, readonly string[]>> = {
  'badinput.test.ts': [
    'markup is kept as it was written',
    'that are unknown, unfinished or nonsense get an answer',
    'a command wins over a pending question, and the question is still there',
  ],
  'community.test.ts': ['once a month, in the room that was named, however often the community is set up'],
  'corrections.test.ts': [
    'what is taken back while the bot still asks about a name in it is not passed on',
    'goes with the message that it was written in, and is corrected by that one, too',
  ],
  'danger.test.ts': [
    'by itself after sixty seconds, not before, once',
    'a name given after the minute still takes the page back from them',
    'is asked about as well when the minute is over, or the program was down meanwhile',
  ],
  'doors.test.ts': [
    'may be an accusation: then they are off it, and somebody else is called',
    'to somebody who is kept out meanwhile never arrives, nor stops the rest',
  ],
  'eligibility.test.ts': [
    'they must not know, by their number in the list',
    'has nothing when one of them may not; the others are told in private',
    '“It was Jo.” means one of them',
  ],
  'files.test.ts': [
    'ten of them, of which one fails: nine are kept, and the person reads by name which one to send again',
    'nor when they come afterwards',
  ],
  'guide.test.ts': ['which, is asked for where it was not said, and chosen by number or word'],
  'ladder.test.ts': [
    'after an hour the reporter hears the truth, and whom else to ask; once',
    'what fell due while the program was down is done once, at the start',
  ],
  'language.test.ts': ['danger, the truth after an hour, and the end of it'],
  'opening.test.ts': [
    'is opened by its button, one after the other',
    'when the person takes back the message that it came with, and no other file goes',
  ],
  'report.test.ts': [
    'a start of the program in the middle changes nothing: the same question waits',
    'hide: the bot’s messages are gone, it is silent until written to, and nothing is lost',
    'the answer comes in private, and the message there is taken away',
  ],
  'responders.test.ts': [
    'a reply reads as the team’s; the colleague reads who wrote it',
    'a witness hears the same whatever became of it',
    'passes something on against the will of the person only when both say so, and the person is told',
  ],
  'retention.test.ts': ['is asked for once more, and then everything goes at once'],
  'setup.test.ts': ['reaches everyone, tells who has seen it and who can not be reached, and leaves nothing'],
  'silence.test.ts': ['after a day there is one reminder, then the offer of a human, then nothing more'],
  'unreadable.test.ts': ['is answered once, and keeps no question waiting'],
  'words.test.ts': [
    'names the team by mentions, and the room by a word for it',
    'is taken away in private after it is read; the question says what that is worth',
  ],
};
