rota-duty-first-responder = first responder
    .words = first responders, responder, first
rota-duty-report-taker = report taker
    .words = report takers, writer, scribe
rota-duty-adjudicator = adjudicator
    .words = adjudicators, decider
rota-duty-escort = in-person escort
    .words = escort, escorts
rota-command-who = Who is on duty now, and who is next
rota-command-rota-show = Show the coming weeks of a rota
rota-command-rota-at = Who was on duty at a certain time
rota-command-rota-add = Set up people who take turns
rota-command-rota-shift = Set up people at fixed days and hours
rota-command-rota-remove = Take a part out of a rota
rota-command-rota-cover = Be on duty for a while, or let somebody be
rota-command-rota-fill = Take a time in which somebody is missing
rota-command-rota-drop = Let somebody off for a while
rota-command-rota-replace = Let one stand in for another for a while
rota-command-rota-take = Take a shift over now, at once
rota-command-rota-swap = Ask somebody to take a shift of yours
rota-command-rota-handover = Hand the rest of your shift over
rota-command-rota-accept = Accept a shift that you were asked to take
rota-command-rota-decline = Say no to a shift that you were asked to take
rota-command-duty-list = Show the duties of the team
rota-command-duty-add = Give the team another duty
rota-command-duty-set = Change what a duty asks for
rota-command-duty-remove = Take a duty away, with its rota
rota-field-duty = Which duty?
rota-field-name = What is the duty called?
rota-field-people = Who takes turns? Name them in their order
rota-field-every = How long does a turn last?
rota-every-hour = an hour
    .words = hour, hourly, 1 hour
rota-every-day = a day
    .words = day, daily, 1 day
rota-every-week = a week
    .words = week, weekly, 1 week
rota-every-fortnight = two weeks
    .words = fortnight, 2 weeks, every two weeks
rota-every-month = a month
    .words = month, monthly, 1 month
rota-field-start = When do turns change? Such as “monday 9:00”; or the day on which the first one begins
rota-field-seats = How many are on at once?
rota-field-zone = By whose clock? A time zone such as Europe/Berlin
rota-field-within = Only within these hours, such as mon-fri 9:00-17:00
rota-field-days = On which days? Such as mon-fri
rota-field-from-time = From what time?
rota-field-to-time = Until what time?
rota-field-hours = When must somebody be on? Such as mon-fri 9:00-17:00; “none” for always
rota-field-remind = Minutes before a shift at which I remind its people; 0 for no reminder
rota-field-dedicated = Shall whoever has this duty have no other one?
rota-field-tells = Shall I tell the team's shared space at each change?
rota-field-part = Which part? Write its number
rota-field-weeks = How many weeks ahead?
rota-field-at = At what time? Such as “yesterday 22:00”
rota-field-from = From when?
rota-field-until = Until when?
rota-field-cover = Who? Leave it out for yourself
rota-field-gap = Which time? Leave it out for the first one that you could take
rota-field-drop = Who is let off?
rota-field-by = Who stands in?
rota-field-take = Instead of whom? Leave it out for whoever is on
rota-field-mine = Which shift of yours? Choose its number, or write a day on which you have it
rota-field-swap = Whom do you ask? Leave it out to ask the whole team
rota-field-theirs = Which shift of theirs do you take? A day on which they have it
rota-field-handover = To whom?
rota-field-note = What should they know? Only they read it
rota-field-offer = Which one? Leave it out for the one that waits longest
rota-nobody = nobody
rota-unavailable = { $name } (unavailable)
rota-span = { $start } – { $end }
rota-line = { $start } – { $end }: { $names }
rota-line-open = From { $start } on: { $names }
rota-more =
    { $count ->
        [one] One more shift follows.
       *[other] { $count } more shifts follow.
    }
rota-full =
    { $seats ->
        [one] In this time nobody is missing: one person is on whenever somebody must be.
       *[other] In this time nobody is missing: { $seats } people are on whenever somebody must be.
    }
rota-gap = Somebody is missing on the rota of { $duty }:
rota-gap-empty = { $start } – { $end }: nobody is on. Who could: { $free }
rota-gap-few =
    { $missing ->
        [one] { $start } – { $end }: only { $names }, and one more is needed. Who could: { $free }
       *[other] { $start } – { $end }: only { $names }, and { $missing } more are needed. Who could: { $free }
    }
rota-gap-more =
    { $count ->
        [one] And one more time.
       *[other] And { $count } more times.
    }
rota-button-fill = I take { $start } – { $end }
rota-button-remove = Undo this
rota-button-undo = Undo this
rota-button-remove-part = Take number { $number } out
rota-button-accept = Yes, I take it
rota-button-decline = No, I can't
rota-set = The rota of { $duty } is set, by the clock of { $zone }:
rota-set-zone = Is this not the clock of your team? Undo this. Whoever runs the team names yours: haven setup --zone Europe/Madrid. Then set the rota again.
rota-set-hours = If nobody needs to be on at the other times, say so, and I stop asking: duty set --hours "mon-fri 9-17"
rota-changed = The coming shifts:
rota-removed = It is out.
rota-empty = Nobody is on the rota of { $duty }. When somebody waits, I call the whole team. To set turns up: rota add
rota-part-unknown = There is no such part. Their numbers: rota show
rota-two-duties = { $names } would have two duties, { $one } and { $other }, but one of them is for people who do nothing else. To change that: duty set
rota-duty-unknown = Your team has no such duty yet. Which there are: duty list. To set one up: rota add
rota-duty-there = There is a duty of that name already. To change it: duty set
rota-duty-none = Your team has no rota yet: when somebody waits, I call all of you. To set one up: rota add
rota-duties = The duties of your team:
rota-duty-line = { $duty }: { $seats } at once, { $hours } ({ $zone }), reminded { $remind } min before, { $dedicated }
rota-dedicated = nothing else meanwhile
rota-shared = other duties as well
rota-duty-added = Your team has the duty “{ $duty }” now. To put people on it: rota add
rota-duty-removed = The duty “{ $duty }” is gone, with its rota.
rota-duty-emptied = The rota of { $duty } is gone. When somebody waits, I call the whole team.
rota-one-window = Only one window fits here. For several, set up fixed shifts: rota shift
rota-not-in-team = { $name } is not in the team. Let them in first: team add
rota-other-zone = This rota goes by the clock of { $zone }. To change that, take its parts out first: rota show
rota-too-few = It takes { $seats } at once, and you named { $count }. Name more people, or set how many are on at once.
rota-too-many = Changes can't be added to this rota: it is made of { $most } parts already. Take out what nobody needs any more: rota remove
rota-parts-more =
    { $count ->
        [one] And one more, later.
       *[other] And { $count } more, later.
    }
rota-start-far = That is more than a year away. Write a day that is nearer.
rota-not-on = { $name } is not on at that time, so nothing was changed. Who is on: rota show
rota-on-already = { $name } is on at that time already, and can't fill two places. Ask somebody else.
rota-on-anyway = { $name } is on for all of that time already, so nothing was changed.
rota-on-it = You are on duty already. Until when: who
rota-not-on-it = You are not on duty now, so there is nothing to hand over. To give a later shift away: rota swap
rota-none-of-yours = I find no shift of yours at that time or after it. Your next one: who
rota-none-of-theirs = I find no shift of { $name } at that time or after it. All of them: rota show
rota-swap-whose = Whose shift do you want in exchange? Name them as well.
rota-yourself = You can't ask yourself. Name somebody else.
rota-nobody-free = I find nobody who could take it: all others are on in that time, or unavailable. You can still ask one by name: rota swap
rota-no-gap = Nobody is missing on the rota of { $duty } in the next two weeks.
rota-no-gap-yours = Thank you. There is no time just now that you could take: you are on already, or unavailable for a part of it. To take a part: rota cover
rota-gap-filled = Thank you. Nobody is missing any more at that time.
rota-gap-on = You are on at that time already; somebody else has to be the other one.
rota-put-on = You are on the rota of { $duty } from now on.
rota-put-on-how = When your turn comes: who. I remind you before. If you can't be there at some time: away
rota-put-on-late = My messages did not reach you until now, so nobody could count on you. From now on they can.
rota-unreached = My messages do not reach { $names }, so I don't count them yet. Ask them to write to me in private.
rota-put-off = You are no longer on the rota of { $duty }. { $name } has taken it away.
rota-taken-out = { $name } has changed the rota of { $duty }. This no longer counts: { $what }
rota-change-on = You are on duty as { $duty }, { $start } – { $end }. { $name } has put you on. If you can't: away
rota-change-off = You are off duty as { $duty }, { $start } – { $end }. { $name } has changed that.
rota-soon = Your shift as { $duty } begins { $start }.
rota-soon-how = If you can't: away, and the team looks for somebody. To ask somebody yourself: rota swap
rota-on = You are on duty now as { $duty }.
rota-on-until = You are on duty now as { $duty }, until { $end }.
rota-on-with = With you: { $names }
rota-off = You are off duty as { $duty }. Thank you. Rest well.
rota-now = On duty now as { $duty }: { $names }
rota-asked = { $name } asks you to take a shift as { $duty }: { $start } – { $end }
rota-asked-back = In exchange { $name } takes yours: { $start } – { $end }
rota-asked-how = Nothing changes before you say yes. If you can't, no reason is needed.
rota-offer-made = I have asked { $names } to take { $duty }, { $start } – { $end }. Until somebody says yes, it is still your shift.
rota-offer-gone = Nobody asks you for a shift just now, or somebody else has taken it.
rota-accepted = { $name } takes your shift as { $duty }. It is no longer yours.
rota-yours = It is yours: { $duty }, { $start } – { $end }
rota-declined = { $name } can't take your shift as { $duty }. It is still yours: ask somebody else.
rota-declined-noted = All right. They hear that you can't, and nothing else.
rota-declined-unsaid = All right. Nobody is told that you said no.
rota-who = { $duty }: { $names }
rota-next-yours = Your next shift: { $duty }, { $start } – { $end }
rota-none-yours = You have no shift in the coming weeks. To be on for a while: rota cover. To set turns up: rota add
rota-who-next = { $duty }: { $names }. From { $at }: { $after }
rota-of = The rota of { $duty }, on the clock of { $zone }:
rota-made-of = It is made of:
rota-part = { $number }. { $what }
rota-left = No longer in the team, so nobody is on in their turns: { $names }
rota-fixed = { $names }: { $days } { $from }–{ $to }
rota-rotation =
    { $seats ->
        [one] { $names } take turns, { $turns }
       *[other] { $names } take turns, { $turns }, { $seats } at once
    }
rota-rotation-within =
    { $seats ->
        [one] { $names } take turns, { $turns }, { $hours }
       *[other] { $names } take turns, { $turns }, { $hours }, { $seats } at once
    }
rota-turns-hour =
    { $every ->
        [one] every hour
       *[other] every { $every } hours
    }
rota-turns-day =
    { $every ->
        [one] every day
       *[other] every { $every } days
    }
rota-turns-week =
    { $every ->
        [one] every week
       *[other] every { $every } weeks
    }
rota-turns-month =
    { $every ->
        [one] every month
       *[other] every { $every } months
    }
rota-override-add = { $name } is on besides, { $start } – { $end }
rota-override-remove = { $name } is off, { $start } – { $end }
rota-override-replace = { $by } stands in for { $name }, { $start } – { $end }
rota-was = { $duty }, { $at }: { $names }
