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
rota-field-part = Which part? Its number in “rota show”
rota-field-weeks = How many weeks ahead?
rota-field-at = At what time?
rota-field-from = From when?
rota-field-until = Until when?
rota-field-cover = Who? Leave it out for yourself
rota-field-drop = Who is let off?
rota-field-by = Who stands in?
rota-field-take = Instead of whom? Leave it out for whoever is on
rota-field-mine = Which shift of yours? A day on which you have it
rota-field-swap = Whom do you ask? Leave it out to ask the whole team
rota-field-theirs = Which shift of theirs do you take? A day on which they have it
rota-field-handover = To whom?
rota-field-note = What should they know? Only they read it
rota-field-offer = Which one? Leave it out for the one that waits longest
rota-nobody = nobody
rota-line = { $start } – { $end }: { $names }
rota-more =
    { $count ->
        [one] One more shift follows.
       *[other] { $count } more shifts follow.
    }
rota-full =
    { $seats ->
        [one] Somebody is on all the time that is asked for, for the next weeks.
       *[other] { $seats } people are on all the time that is asked for, for the next weeks.
    }
rota-gap = Somebody is missing on the rota of { $duty }:
rota-gap-empty = { $start } – { $end }: nobody is on. Who could: { $free }
rota-gap-few =
    { $missing ->
        [one] { $start } – { $end }: one is missing beside { $names }. Who could: { $free }
       *[other] { $start } – { $end }: { $missing } are missing beside { $names }. Who could: { $free }
    }
rota-gap-more =
    { $count ->
        [one] And one more time.
       *[other] And { $count } more times.
    }
rota-button-fill = I take the first one
rota-button-remove = Undo this
rota-button-undo = Undo this
rota-button-remove-part = Take number { $number } out
rota-button-accept = Yes, I take it
rota-button-decline = No, I can't
rota-set = The rota of { $duty } is set:
rota-changed = Changed. The coming shifts:
rota-removed = It is out. The coming shifts:
rota-part-unknown = There is no such part. Their numbers stand in “rota show”.
rota-two-duties = { $names } would have two duties, { $one } and { $other }, and one of them is for people who do nothing else.
rota-duty-unknown = Your team has no such duty yet. Which there are: duty list. To set one up: rota add
rota-duty-there = There is a duty of that name.
rota-duty-none = Your team has no rota yet: when somebody waits, I call all of you. To set one up: rota add
rota-duties = The duties of your team:
rota-duty-line = { $duty }: { $seats } at once, { $hours } ({ $zone }), reminded { $remind } min before, { $dedicated }
rota-dedicated = nothing else meanwhile
rota-shared = other duties as well
rota-duty-added = Your team has the duty “{ $duty }” now. To put people on it: rota add
rota-duty-removed = The duty “{ $duty }” is gone, with its rota.
rota-duty-emptied = The rota of { $duty } is gone. When somebody waits, I call the others.
rota-one-window = One window is enough here. For several, set up fixed shifts: rota shift
rota-not-in-team = { $name } is not in the team. Let them in first: team add
rota-other-zone = This rota goes by the clock of { $zone }. To change that, take its parts out first: rota show
rota-too-few = It takes { $seats } at once, and you named { $count }. Name more people, or set how many are on at once.
rota-start-far = That is more than a year away. Write a day that is nearer.
rota-not-on = { $name } is not on at that time.
rota-on-already = { $name } is on at that time already, so one would be missing.
rota-on-it = You are on duty already.
rota-not-on-it = You are not on duty now.
rota-none-of-yours = I find no shift of yours from then on.
rota-none-of-theirs = I find no shift of { $name } from then on.
rota-swap-whose = Whose shift do you want in exchange? Name them as well.
rota-yourself = You can't ask yourself.
rota-put-on = You are on the rota of { $duty } from now on.
rota-put-on-how = When your turn comes: who. I remind you before. If you can't be there at some time: away
rota-change-on = { $name } has put you on duty as { $duty }, { $start } – { $end }.
rota-change-off = You are off duty as { $duty }, { $start } – { $end }. { $name } has changed that.
rota-soon = Your shift as { $duty } begins { $start }.
rota-soon-how = If you can't: rota swap, or rota handover once it has begun.
rota-on = You are on duty now as { $duty }.
rota-on-until = You are on duty now as { $duty }, until { $end }.
rota-on-with = With you: { $names }
rota-off = You are off duty as { $duty }. Thank you. Rest well.
rota-now = On duty now as { $duty }: { $names }
rota-asked = { $name } asks you to take a shift as { $duty }: { $start } – { $end }
rota-asked-back = In exchange { $name } takes yours: { $start } – { $end }
rota-asked-how = Nothing changes before you say yes. If you can't, no reason is needed.
rota-offer-made = I have asked. Until somebody says yes, it is still your shift.
rota-offer-gone = Nobody asks you for a shift just now, or somebody else has taken it.
rota-accepted = { $name } takes your shift as { $duty }. It is no longer yours.
rota-yours = It is yours: { $duty }, { $start } – { $end }
rota-declined = { $name } can't take your shift as { $duty }. It is still yours: ask somebody else.
rota-declined-noted = All right. I say that you can't, and nothing else.
rota-who = { $duty }: { $names }
rota-who-next = { $duty }: { $names }. From { $at }: { $after }
rota-of = The rota of { $duty }, on the clock of { $zone }:
rota-made-of = It is made of:
rota-part = { $number }. { $what }
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
