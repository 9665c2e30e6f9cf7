# The first message
cases-hello = Hello. I am a bot. What you write to me I bring to two people of this community who help when something bad has happened. Nothing is too small.
cases-who-sees = Two people from the team see it. The first one can read it and send first help until the second one comes. You say who must not know. They don't learn who you are unless you want it. I store it encrypted. The people who run this bot hold the key.
cases-ask-safe = Is it safe to write to you here?
cases-ask-safe-why = I ask because somebody may see your screen. Is it safe to write to you here?
cases-safe-yes = Yes, it is safe
    .words = yes, safe, y, ok, okay, it is safe, yes it is safe
cases-safe-neutral = Not always. Send nothing private until I write
    .words = not always, neutral, neutral messages
cases-safe-no = No, hide this. (Later write “show”)
    .words = no, not safe, n
cases-safe-danger = I am in danger now
    .words = danger
cases-neutral-on = All right. Unless you write first, I only say “There is something new here”. You see the rest when you write back.
cases-kept-first = I have kept what you wrote. You won't have to tell it again.
cases-kept-story = I have kept that. Take your time: write more, send files, or write “done”.
cases-kept = Kept.
cases-kept-aside = I have kept that with what you told. Now once more:
cases-going-on = Good. Let us go on.
cases-help = You can write in your own words. These words always work: skip (no answer), stop (leave me in peace), danger (I need somebody now), hide (remove your messages), withdraw (take it all back).

# Danger
cases-danger = I call the team in one minute, even if you write nothing more.
cases-danger-slowed = You called less than an hour ago. I call again in { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }. If you can't wait, use the emergency card above.
cases-danger-already = The team was called a few minutes ago and knows that it is urgent. Keep this chat open if you can. I write when somebody comes.
cases-danger-again = I have called the team again, and told them that you are in danger now. Keep this chat open if you can. I write when somebody comes.
cases-danger-nobody = I have called nobody: too few people on the team may hear this. Please use the emergency card above now.
cases-danger-team = { $code }: the person writes that they are in danger now.
cases-ask-mustnot = Who on the team must not know? Write a number or a name. If everyone may know, write “nobody”.
cases-mustnot-who = I don't find that name on the team. Write a number or a name from the list, or “nobody”. I call the team when the time is over, unless you write “don't call anyone”.
cases-mustnot-named = You wrote a name of the team. If this person must not know, write only the name. If you want them to come, write “nobody”. I call the team when the time is over, unless you write “don't call anyone”.
cases-tell-here = You can tell what happened here, in as many messages as you like; whoever comes reads it. You don't have to. Keep this chat open if you can. I write when somebody comes.
cases-not-called = All right, I call nobody. If you change your mind, write “danger”.
cases-crisis = If you want somebody now, write “danger”, and I call the team. If not, just go on writing; I am listening.

# The story and the questions
cases-ask-story = What happened? Write it in your own words, in as many messages as you like. One sentence is enough. Write “done” when you are finished.
cases-ask-story-more = You can add more, in as many messages as you like. Write “done” when that is all.
cases-nothing-yet = I have nothing from you yet. One sentence is enough, or write “talk to a person”.
cases-human = All right, no more questions about what happened. Only a few so that the right people write to you:
cases-files-noted = { $count ->
        [one] I have noted the file, but not opened or copied it.
       *[other] I have noted { $count } files, but not opened or copied them.
    }
cases-ask-copies = May I keep a copy for the team? Say no if any of it shows a child (anyone under 18) in a sexual way, or intimate images that somebody did not agree to: nobody should copy those, and I won't.
cases-copies-copy = Yes, keep a copy
    .words = yes, y, copy, ok
cases-copies-leave = No, don't copy
    .words = no, n, don't copy, not sure
cases-copies-on = I am making the copy now, encrypted. I tell you if something fails.
cases-file-too-large = “{ $name }” is too large to be copied, or there are too many files. The team knows that it exists. Please keep it safe yourself.
cases-copies-off = I copied nothing. The team knows that there was a file, and where.
cases-file-failed = I could not load “{ $name }”. Nothing else is lost. Please send this file once more, or describe what it shows.
cases-never-fetched = I won't open or copy any image of this, and nobody here will ask you for it. Keep your own proof where only you can reach it.
cases-child = Where a child is in danger, you can also turn to: { $contact }
cases-child-none = Where a child is in danger, the police or a child protection line where you live can act at once.

cases-ask-relation = Did it happen to you?
cases-relation-me = It happened to me
    .words = me, to me
cases-relation-saw = I saw it
    .words = saw, i saw it, witness
cases-relation-passing = I pass it on for somebody
    .words = passing, for somebody, pass it on

cases-ask-kind = What comes nearest to it?
cases-kind-touch = Unwanted touch or sexual acts
    .words = touch, unwanted touch, assault
cases-kind-threats = Threats
    .words = threats, threat
cases-kind-harassment = Insults, or unwanted contact that does not stop
    .words = harassment, insults
cases-kind-hate = Hate for who somebody is
    .words = hate, racism, homophobia
cases-kind-stalking = Following or watching somebody
    .words = stalking
cases-kind-doxxing = Spreading private details
    .words = doxxing, doxing
cases-kind-images = Intimate images without consent
    .words = images
cases-kind-child = A child is being harmed
    .words = child
cases-kind-home = Violence at home or by a partner
    .words = home, partner
cases-kind-selfharm = Somebody may harm themselves
    .words = self-harm, selfharm
cases-kind-impostor = Somebody pretends to be another person
    .words = impostor, impersonation
cases-kind-medical = Somebody needs medical help
    .words = medical
cases-kind-excluded = Being shut out or ignored on purpose
    .words = excluded, exclusion
cases-kind-other = Something else
    .words = other, something else

cases-ask-where = Where did it happen? A room, a channel, a place, as exact as you like.
cases-ask-when = When was it? “Last night” is fine.
cases-ask-who = Who did it? A name, an account, a description. “Unknown” is fine.
cases-ask-witnesses = Did anyone else see it? Who?
cases-kept-out = You named somebody on the team. They will not learn of this from me.
cases-ask-before = Has something like it happened before?
cases-before-first = No, it is the first time
    .words = no, first time, the first time
cases-before-once = Yes, once or twice
    .words = once, twice, once or twice
cases-before-often = Yes, again and again
    .words = often, again and again, many times
cases-ask-weight = How heavy is it for you?
cases-weight-light = Light: I want it to be known
    .words = light
cases-weight-medium = It weighs on me
    .words = medium
cases-weight-heavy = Heavy
    .words = heavy
cases-weight-unbearable = I can hardly bear it
    .words = unbearable
cases-ask-hear = Who on the team may know about it?
cases-hear-all = Anyone on the team
    .words = all, anyone, everyone
cases-hear-not = Somebody must not know
    .words = not, somebody must not
cases-hear-only = Only people whom I choose
    .words = only, choose
cases-ask-people = Who?
cases-ask-people-not = Who must not know? From now on I, the bot, tell them nothing of this.
cases-ask-people-only = Who may hear it? Choose at least two.
cases-ask-people-how = Answer with numbers or names, with commas between them.
cases-people-set = Noted. I tell only the people who may hear it.
cases-people-two = Choose at least two: one alone never hears a case.
cases-people-too-few = Fewer than two are left who may hear it. If it stays so, I tell nobody, and say so to you.
cases-people-not-found = I found nobody on the team by that name. Answer with numbers or names from the list, or “skip”.
cases-ask-named = Shall the two who hear you know who you are? If not, they call you by a made-up name, and I carry the messages between you.
cases-named-unnamed = No, I stay unnamed
    .words = no, unnamed, anonymous
cases-named-named = Yes, tell them my name
    .words = yes, named
cases-ask-contact = May the team write back to you?
cases-contact-write = Yes, write to me
    .words = yes, write
cases-contact-record = No, only keep it on record
    .words = no, record
cases-contact-call = I would rather speak than write
    .words = call, speak, talk
cases-contact-unsure = I don't know yet
    .words = unsure

# Reading back
cases-summary = This is what I would give to the two who hear you:
cases-summary-empty = You have told me nothing yet, and that is all right. I can still ask the team to write to you.
cases-summary-no-story = You have not told what happened. The team will ask you gently.
cases-summary-unnamed = They will not learn your name from me.
cases-summary-named = They will learn your name.
cases-summary-chosen = { $count ->
        [one] Only one person of the team may hear it.
       *[other] Only { $count } people of the team may hear it.
    }
cases-summary-out = { $count ->
        [0] Anyone on the team may hear it.
        [one] One person of the team will not hear of it.
       *[other] { $count } people of the team will not hear of it.
    }
cases-ask-confirm = Is it right?
cases-confirm-confirm = Yes, send it
    .words = yes, send, send it, confirm, ok
cases-confirm-correct = Correct something
    .words = correct, change
cases-confirm-withdraw = Take it all back
    .words = withdraw
cases-ask-sure = Shall I take it all back? What you wrote is erased, and nobody hears of it.
cases-ask-correct = What shall we correct?
cases-ask-piece = Which part shall we correct? You can also add to it.
cases-piece-more = Add more
    .words = more, add more
cases-ask-reword = Write this part once more, the way it should be. What you write takes its place.
cases-reworded = It is corrected.
cases-unsaid = It is taken out: from now on nobody reads it here.
cases-correct-story = What happened
    .words = story
cases-correct-relation = Whether it happened to me
    .words = relation
cases-correct-kind = What kind of harm
    .words = kind
cases-correct-where = Where
    .words = where
cases-correct-when = When
    .words = when
cases-correct-who = Who did it
    .words = who
cases-correct-witnesses = Who saw it
    .words = witnesses
cases-correct-before = Whether it happened before
    .words = before
cases-correct-weight = How heavy it is
    .words = weight
cases-correct-hear = Who may hear it
    .words = hear
cases-correct-named = Whether they know my name
    .words = name, named
cases-correct-contact = Whether they may write to me
    .words = contact

# Receipt and after
cases-receipt = Thank you for telling us. Your case is called { $code }. Keep this name.
cases-receipt-urgent = I have called the team, and told them that it is urgent. If you can't wait, call the emergency number. Your case is called { $code }.
cases-receipt-next = What happens next: people from the team have been told that somebody waits. Two of them take it, and then they write to you through me.
cases-receipt-when = By when: if nobody has come within { $minutes } min (by { $at }), I tell you so, and whom else you can ask.
cases-receipt-witness = What happens next: I have told people from the team. You saw it, so they write to you if they have a question, and once when it is over.
cases-receipt-record = It is on record, and nobody writes to you unless you write first.
cases-receipt-unnamed = For the two you are “{ $pseudonym }”.
cases-receipt-named = The two know your name.
cases-receipt-add = To add something, write it to me. To take it back, write “withdraw”. To remove what I, the bot, wrote in this chat, write “hide”; your own messages only you can delete.
cases-receipt-keep = What is kept: your words and the team's, encrypted, until { $days } days after the case is closed. Then the key is destroyed; the last backup of it is gone 7 days later.
cases-too-few = I have to tell you something: just now too few people of the team can hear this. Some may be kept out of it, others can't be called. I never let one person alone hear it, so I have told nobody.
cases-too-few-now = With that, fewer than two people of the team are left who may hear this. From now on nobody hears what you write, until there are two again. What somebody has read before, they have read.
cases-too-few-kept = What you wrote is kept. You can change who may hear it, and I look again by myself when the team changes.
cases-facts-kept = Thank you, it is kept, and the two can read it.
cases-facts-more = { $code }: there are new answers. To read them: case show { $code }
cases-ask-doubt = You wrote the name of somebody who is on your case. Shall they be kept out of it from now on? Until you answer, they don't get this message.
cases-help-responder = Do you want to tell of harm yourself? Press the button, or write “report”.
cases-duty-hint = Nothing was sent. You are on a case: to answer the person, press “Reply”, or write “case reply” with the code name. If you want to tell of harm yourself, press “Tell somebody”.
cases-menu = You have an open report, { $code }. Whatever you write here is added to it. Other words: danger, withdraw, hide, “change who may hear”, “new” for something else.
cases-menu-several = You have several: { $codes }. Begin your message with one of these names to add to that one.
cases-added = Added to { $code }. To tell of something else, write “new”.
cases-reopened = { $code } is open again: the person has written more.
cases-stopped = All right. I ask nothing more. What you wrote is kept for 30 days, and nobody has been told. Write anything to go on.
cases-stopped-nothing = All right. Nothing was kept. I am here whenever you like.
cases-reminder = Hello again. What you wrote is safe here. When you feel like it, write anything and we go on. There is no hurry.
cases-offer-human = Would you rather talk to a person? Write “talk to a person”, and I ask the team. If not, I won't ask again; what you wrote is kept for 30 days.
cases-ask-withdraw = Shall I take { $code } back? All of it is erased, also where the team reads it. Whoever is on it learns only that you took it back.
cases-withdrawn = It is taken back, and erased here. The last backup of its key is gone in 7 days. You can come again at any time.
cases-withdrawn-team = { $code } was taken back by the person. There is nothing left to do.
cases-left = All right. I have changed nothing.
cases-truth = I promised you the truth: nobody from the team has come yet. It is not about you. I keep calling them.
cases-truth-one = I promised you the truth: one person from the team is here, but a second one has not come yet, and one alone must not handle it. I keep calling.
cases-truth-on = If it gets worse, write “danger”. You can also change who may hear it, or wait; nothing is lost.
cases-hears-one = One person from the team is here now. A second one is on the way; until then they may only send you first help.
cases-hears-two = Two people from the team are with you now. They can read what you wrote, and they write to you through me.
cases-team = The team
cases-reply-how = To answer, write me a private message, or use the command “report”.
cases-relief-from = From the team:
cases-relief-safe = Are you safe right now?
cases-relief-medical = Do you need medical help?
cases-relief-someone = Would you like somebody to be with you?
cases-closed = The team has closed { $code }.
cases-closed-witness = Thank you once more for telling us what you saw ({ $code }). It was looked at with care.
cases-closed-kept = Your words are erased in { $days } days. If something new happens, or you want to say more, write to me in private; that opens it again.
cases-outcome-resolved = Resolved
cases-outcome-measures = Measures were taken
cases-outcome-referred = Passed on to others who can help
cases-outcome-recorded = Recorded only
cases-outcome-unfounded = Not confirmed
cases-outcome-resolved-told = It is settled, as far as it can be.
cases-outcome-measures-told = Measures were taken. For the sake of everyone involved, details can't always be told.
cases-outcome-referred-told = It was passed on to people who can do more than we can.
cases-outcome-recorded-told = There was nothing more that the team could do this time. What you told stays on record, and it counts if more comes.
cases-outcome-unfounded-told = The team could not confirm what happened. That does not mean that you were wrong to write. You can answer if you see it otherwise.
cases-invite = Hello. You can talk to me here, in private. Write anything to begin.
cases-invite-public = You wrote where others read, so I answer here.
cases-redacted = I have removed your message from there.
cases-not-redacted = Your message is still there: I was not able to remove it. Please delete it yourself.
no-community-reporter = I can't tell to which community you want to write, or it has not set me up yet. I have passed nothing on, and kept nothing. Go to the community that you mean and type /report there; or turn to somebody you trust.

# For the team
cases-card = Somebody needs to be heard: { $code }. It needs two of you.
cases-card-urgent = Urgent. Somebody needs help now: { $code }. It needs two of you.
cases-card-waiting = They have waited { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.
cases-button-take = I take it
cases-button-recuse = I can't be part of this
cases-button-reply = Reply
cases-button-note = Note
cases-button-handover = Hand over
cases-button-close = Close
cases-command-report = Tell the team about harm, in private
cases-command-list = Cases that you are on, or that need somebody
cases-command-show = Read a case that you are on
cases-command-take = Take a case, as the first or the second of two
cases-command-reply = Answer the person
cases-command-note = Write a note for the two of you
cases-command-severity = Say how grave it is
cases-command-handover = Ask a colleague to take your place
cases-command-exception = Ask to pass it on against the person's will
cases-command-agree = Agree that it is passed on
cases-command-recuse = Step aside from a case, for good
cases-command-close = Close a case, with its outcome
cases-field-case = Which case? Its code name, like amber-otter-47
cases-field-entry = Which entry, by its number, to read it whole
cases-no-contact = Nothing was sent. The person wanted { $code } on record only, and asked that nobody writes to them. You can answer once they write again.
cases-field-reply = What do you want to say? The person reads it as “The team”
cases-field-relief = First help, while you are still alone on it
cases-field-note = Your note
cases-field-severity = How grave is it?
cases-field-exception = Why must it be passed on?
cases-field-exception-words = What is passed on, to whom, and why? The person reads this.
cases-field-exception-silent = Would it put somebody in danger to tell the person?
cases-exception-child = A child is in danger
cases-exception-life = A life is in danger
cases-exception-law = The law demands it
cases-field-person = To whom?
cases-field-outcome = How did it end?
cases-field-words = What shall the person read about it?
cases-field-assessment = How far is it confirmed?
cases-field-basis = On what basis?
cases-assessment-credible = Credible
cases-assessment-insufficient = Not enough to tell
cases-assessment-unfounded = Unfounded
cases-assessment-malicious = Told in order to harm somebody
cases-assessment-unassessed = not judged yet
cases-severity-none = not judged yet
cases-severity-s0 = S0 unclear
    .words = s0, 0
cases-severity-s1 = S1 minor or moderate
    .words = s1
cases-severity-s2 = S2 major
    .words = s2
cases-severity-s3 = S3 grave
    .words = s3
cases-severity-s4 = S4 critical
    .words = s4
cases-severity-set = { $code }: severity is now { $level }.
cases-unknown = I know no such case. “case list” shows those that you can work on.
cases-not-on = You are not on { $code }. If it still needs somebody, take it: case take { $code }.
cases-show-first = You can read { $code } once you are on it: case take { $code }.
cases-list-empty = There is nothing for you to do now.
cases-list = Cases for you:
cases-list-line = { $code }, { $minutes } min: { $state }
cases-list-urgent = Urgent: { $code }, { $minutes } min: { $state }
cases-list-lead = you are the first on it
cases-list-second = you are the second on it
cases-list-needs-two = needs two people
cases-list-needs-one = needs a second person
cases-already-on = You are on { $code } already.
cases-full = { $code } has two people already. Thank you.
cases-closed-already = { $code } is closed.
cases-you-first = You are the first on it. Until a second one has come, you can read it and send first help only: case reply.
cases-you-two = You are two now.
cases-taken-lead = { $name } is on { $code }. It needs a second person.
cases-taken-second = { $name } is on { $code } as the second.
cases-reply-needs-two = Nothing was sent: you are alone on it still. Keep your own words until the second person is there. First help can be sent at once:
cases-partner-replied = The team, by { $who }, for { $code }
cases-replied = Sent, for { $code }.
cases-not-delivered = { $code }: a message to the person is not delivered yet: their private messages are closed. It waits for them under “inbox”, and I try again when they are here.
cases-noted = Noted, for { $code }.
cases-unavailable = This person is unavailable.
cases-offered = { $name } asks you to take over their place on { $code }.
cases-offer-made = I asked { $name }. You stay on { $code } until they accept.
cases-handed-over = { $name } has taken over from you on { $code }. Thank you.
cases-exception-needs-two = That takes two. Nobody decides it alone: wait until a second one is on { $code }.
cases-exception-asked = Asked. Nothing is passed on until the other one of you agrees, for { $code }.
cases-exception-ask = { $who } asks you to agree, for { $code }: what was told shall be passed on although the person did not wish it. Reason: { $basis }.
cases-exception-open = If you agree, the person is told, with these words.
cases-exception-silent = If you agree, the person is not told, because that would put somebody in danger.
cases-button-agree = I agree
cases-exception-none = Nobody asks for that in { $code } just now.
cases-exception-own = You asked for it yourself. The other one of you has to agree, for { $code }.
cases-exception-agreed = Two of you agree, for { $code }. It is on record. Now pass on what is needed, and no more.
cases-exception-told = Two people of the team pass on something that you told them, although you did not ask for it. The reason: { $basis }. They would not do it for anything less.
cases-exception-on = You can ask them about it: write to me in private.
cases-recused = Thank you for saying so. You will hear nothing more of { $code }, and nobody is told why.
cases-partner-gone = { $code } needs a second person again. I have told the team.
cases-close-needs-two = { $code } can't be closed by one person. It needs the second.
cases-basis-needed = Say on what basis you assess it: fill in “basis” as well.
cases-space-closed = { $code } is closed.
cases-cut = (This is long: { $length } characters. The first { $shown } are shown; all of it is kept. To read on: case show with the number of the entry.)
cases-dossier = Case { $code }
cases-dossier-changed = The record of this case was changed outside Haven. Don't rely on it alone, and tell whoever runs this bot.
cases-dossier-earlier = (Earlier entries, not shown here: { $count })
cases-entry-said = { $number }. { $who }, { $at } UTC
cases-entry-amended = { $number }. { $who }, number { $amended } corrected, { $at } UTC
cases-entry-reply = { $number }. The team, by { $who }, { $at } UTC
cases-entry-note = { $number }. Note by { $who }, { $at } UTC
cases-entry-taken-back = ({ $number }. { $who } took back a message of { $at } UTC.)
cases-entry-more = { $who } ({ $code }) writes
cases-entry-edited = { $who } ({ $code }) corrects what they wrote
cases-deleted = { $code }: the person took back one of their messages. It is no longer shown.
cases-fact-state = State
cases-fact-severity = Severity
cases-fact-assessment = Confirmed
cases-fact-lead = First
cases-fact-second = Second
cases-fact-reporter = The person
cases-fact-out = Must not know
cases-fact-language = Writes in
cases-fact-relation = Whom it happened to
cases-fact-kind = Kind of harm
cases-fact-where = Where
cases-fact-when = When
cases-fact-who = Who did it
cases-fact-witnesses = Who saw it
cases-fact-before = Before
cases-fact-weight = How heavy it feels
cases-fact-contact = Writing back
cases-fact-unfound = Must not know, but is not on the team's list
cases-nobody = nobody yet
cases-state-open = open
cases-state-closed = closed
cases-evidence = Files:
cases-evidence-asked = { $number }. { $name } ({ $kilobytes } kB): not copied, not asked yet
cases-evidence-fetching = { $number }. { $name } ({ $kilobytes } kB): being copied
cases-evidence-kept = { $number }. { $name } ({ $kilobytes } kB): kept, encrypted
cases-evidence-failed = { $number }. { $name } ({ $kilobytes } kB): could not be loaded; the person was asked to send it again
cases-evidence-pointer = { $number }. { $name } ({ $kilobytes } kB): not copied
cases-evidence-taken = ({ $number }. A file that the person took back.)

# Answers in plain text, labels of a topic, what is offered while typing
cases-offer = { $code }: { $state }, { $minutes } min old
cases-command-send = Send the person what you wrote in plain text
cases-field-answer = Which of your answers; left out: the latest
cases-word-to-person = reply:
    .words = answer:
cases-draft = Nothing is sent yet. Shall I send this to the person of { $code }, as “The team”? If not, do nothing.
cases-draft-empty = Nothing was sent: there were no words in it. Files can't be passed on to the person.
cases-draft-unchanged = What waits is still your message as it was before this edit.
cases-draft-gone = Nothing was sent: I have no such words of yours for { $code } any more.
cases-button-send = Send to the person
cases-sent = Sent, for { $code }. If you edit or delete your message, what the person reads changes with it.
cases-sent-already = That was sent already, for { $code }.
cases-reply-retracted = The team has taken back one of its messages.
cases-partner-retracted = { $who } took back an answer for { $code }. The person was told that a message is gone.
cases-label-urgent = Urgent
cases-label-needs-two = Needs two
cases-label-needs-one = Needs a second
cases-label-staffed = Two are on it
cases-label-closed = Closed
cases-label-s0 = S0 unclear
cases-label-s1 = S1 minor
cases-label-s2 = S2 major
cases-label-s3 = S3 grave
cases-label-s4 = S4 critical

# Opening a file
cases-command-file = Open a file of a case that you are on
cases-field-file = Which file, by its number
cases-button-file = Open file { $number }
cases-file-none = { $code } has no file.
cases-file-unknown = { $code } has no file with this number. To see its files: case show { $code }
cases-file-which = Which file of { $code } do you want to open?
cases-file = File { $number } of { $code }. It is covered: look at it when you are ready, and stop whenever you want. Please don't save it and don't pass it on.
cases-fact-file-name = Name
cases-fact-file-type = Type
cases-fact-file-size = Size
cases-fact-file-hash = SHA-256
cases-file-bytes = { $bytes ->
        [one] one byte
       *[other] { $bytes } bytes
    }
cases-file-too-large-here = { $most ->
        [0] “{ $name }” can't be shown here: no file can be sent on this platform.
       *[other] “{ $name }” is too large to be sent here: it has { $megabytes } MB, and at most { $most } MB fit.
    } It stays kept with { $code }, encrypted and with its SHA-256. The person may still have it: ask them for a smaller copy, or for pictures of the part that matters.
cases-file-gone = “{ $name }” can't be opened any more. It is no longer kept, or you are no longer on the case, or it was changed outside Haven.
cases-open-asked = “{ $name }” can't be opened: it was not copied. The person has not said yet whether it may be.
cases-open-fetching = “{ $name }” can't be opened yet: it is being copied. Try again in a minute.
cases-open-failed = “{ $name }” can't be opened: it could not be loaded. The person was asked to send it again.
cases-open-large = “{ $name }” can't be opened: it was too large to be copied. Only the person has it.
cases-open-pointer = “{ $name }” can't be opened: it was not copied. The person did not want that, or there were too many files.
cases-open-taken = This file can't be opened: the person took it back.
cases-open-never = “{ $name }” can't be opened, by anybody. It belongs to a report of sexual images of a child, or of intimate images without consent: such images are not copied here. Please don't ask the person for it.

# Begun by a command
cases-command-report-message = Report this message
cases-command-report-person = Report this person
cases-report-open = You have an open report, { $code }. What would you like to do?
cases-receipt-shared = Here you can't write to me: press a button, or use the command “report”. What the team writes comes as a private message. If your private messages are closed, it waits for you: use the command “inbox”.
cases-title-people = People on the team
cases-title-page = A few questions
cases-title-add = Add to your report
cases-ask-add = What would you like to add to { $code }? Words or files.
cases-subject-none = I could not see what you chose. Use the command “report” and tell me instead.
cases-subject-noted = I have noted { $name }. This person learns nothing of it from me.
cases-subject-own = You wrote this message yourself. I keep it with what you tell, and nobody is noted as its cause.
cases-subject-yourself = You chose yourself, so I have noted nobody. Tell me what happened.
cases-subject-carried = I sent this message myself, perhaps for the team. If somebody on the team did harm, tell me, and say later who must not know.
cases-subject-elsewhere = You are telling another community something just now, so I have not kept this. Finish that first, or take it back; then choose this again.
cases-subject-bot = That is me, the bot. If something is wrong with what I wrote, report that message. To tell of harm, use the command “report”.
cases-copy-kept = I have kept { $platform }'s own copy of this message by { $name }: its words, who wrote it and when. It stays as it is, even if it is deleted there. The two who hear you read all of it; if your name stands in it, they see that.
cases-copy-already = I have this message already, just as it is.
cases-copy = { $platform }'s own copy of a message by { $who }{ $files ->
        [0] {""}
        [one] , with one file
       *[other] , with { $files } files
    }
cases-copy-private = a private message
cases-copy-place = in { $place }
cases-entry-copy = { $number }. { $platform }'s own copy of a message by { $who } ({ $account }), { $place }, written { $written } UTC, files: { $files }, kept { $at } UTC. SHA-256: { $hash }
cases-entry-copy-edited = { $number }. { $platform }'s own copy of a message by { $who } ({ $account }), { $place }, written { $written } UTC, edited { $edited } UTC, files: { $files }, kept { $at } UTC. SHA-256: { $hash }
cases-ask-where-belongs = You have a report with the team already. Does this belong to it, or is it something new?
cases-belongs-new = It is something new
    .words = new, something new
cases-belongs-add = Add it to { $code }
cases-belongs-kept = I have kept what you wrote as well. First:
cases-belongs-left = All right. I have forgotten it, with what you wrote about it just now. Nobody has heard of it.
cases-entry-reported = { $who } ({ $code }) has reported one more message:
cases-fact-subject = Reported

# A test of the way to the team
cases-card-trial = This is a test. Nobody has reported anything. Whoever sets this community up wants to know whether a report would reach you. Please press “I see it”.
cases-button-see = I see it
cases-trial-begun =
    { $count ->
        [one] The test is on its way to one person of the team.
       *[other] The test is on its way to { $count } people of the team.
    } I write to you when somebody has seen it, and how it went after an hour at most. Then nothing of it remains.
cases-trial-few = A test needs at least two people of the team whom I can reach. Let people in with “team add”, or give them the responders' role; then try again.
cases-trial-running = A test is under way already. I write to you in private how it goes.
cases-trial-seen = Thank you. It was only a test, and nothing more is to be done.
cases-trial-progress = Your test so far:
cases-trial-over = Your test is over, and nothing of it remains. This is how it went:
cases-trial-space = I could not write your test into the shared space. What I need there, you read with: haven check
cases-trial-fact-seen = Have seen it
cases-trial-fact-waiting = Not yet
cases-trial-fact-lost = Can't be reached
cases-trial-nobody = nobody

# Calling
cases-receipt-urgent-away = I have to tell you the truth: nobody of the team who may hear this is there just now. I go on calling them. If you can't wait, call the emergency number. Your case is called { $code }.
cases-receipt-opens = What happens next: the team reads this when its hours begin, { $at }. If you can't wait, write “danger”: then I call them now.
cases-receipt-by = By when: if nobody has come by { $at }, I tell you so, and whom else you can ask.
cases-receipt-away = What happens next: just now nobody of the team is there. I call them as soon as somebody is, and two of them take it. If you can't wait, write “danger”.
cases-danger-away = I tried to call the team again, but nobody who may hear this is there just now. Please use the emergency card above. I go on calling them, and write when somebody comes.
cases-untrained = Your training does not count any more, so you can't take a case. Ask whoever sets the team up to renew it.
cases-command-cant = Say that you can't come to a case now
cases-command-standby = Stand by beside the two who are on a case
cases-command-backup = Call the others of the team to a case of yours, now
cases-command-explain = Show who is called to a case, and when next
cases-button-cant = I can't now
cases-button-standby = I stand by
cases-cant-noted = All right. I go on without you for { $code }, and tell nobody that it was you. For four hours I leave you in peace with it, unless it becomes urgent.
cases-standby-noted = Thank you. The two on { $code } know that you stand by.
cases-standby-told = { $name } stands by for { $code }.
cases-backup = { $name } needs somebody of you now, with { $code }.
cases-backup-called = { $count ->
        [0] Nobody else who may hear it is there just now. Please use the emergency card:
        [one] I have called one more person of the team. The emergency card:
       *[other] I have called { $count } more people of the team. The emergency card:
    }
cases-explain = { $code }: { $step ->
        [0] nobody has been called yet
        [one] one step has been taken
       *[other] { $step } steps have been taken
    }, { $on ->
        [0] nobody is on it.
        [one] one of two is on it.
       *[other] two are on it.
    }
cases-explain-next = The next step is taken { $at }.
cases-explain-rest = Nobody needs to be called just now.
cases-card-more = { $code } has its two people. The team wants one more of you to stand by.
cases-card-more-urgent = Urgent. { $code } has its two people. The team wants one more of you to stand by.
cases-cant-on = You are on { $code }. Ask somebody to take your place with “case handover”, or step aside with “case recuse”.
cases-ask-helper = Your own team can't come just now. The team of { $name } has agreed to listen when ours can't. Two of them would read what you wrote, by the same rules: they don't learn who you are unless you want it, and whoever you named stays out. Shall I ask them? Your own team is called on as well.
cases-helper-called = I have asked the team of { $name }. I write when somebody comes. You can still change who may hear it.
cases-helper-later = The team of { $name } may hear it now, but nobody of them is there either just now. I call them as soon as somebody is.
cases-helper-no = All right, I ask nobody else. I go on calling your team.
