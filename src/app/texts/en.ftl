# What the house itself says, and the words by which people answer.

or-write = Or write:
fault = Something went wrong on our side, and it is not your fault. What you wrote is kept, and I try again in a minute. If you ask the people who run this, tell them: { $reference }.
no-community = This server is not set up yet. Somebody who runs it can do that: haven setup.
not-yours = This command is for others here. Write “help” to see what you can do.
not-yours-here = This command is for whoever runs the server. In private I can't see that: please type it on the server.
command-unknown = I don't know this command. Write “help” to see what you can do.
command-which = That is only a part of a command. There are these: { $names }
command-stopped = All right, stopped. Nothing was changed.
button-gone = This button is no longer in use. Write to me instead; “help” shows how.
answered-already = You have answered this already. Here is where we are:
neutral-nudge = Hello. There is something new here. Write back when it suits you.
neutral-nothing = You are back. Nothing new has come meanwhile. Write whenever you like.
neutral-hello = Hello. Write “show” when you want to go on.

# What is secret and was typed
secret-goes = When I have read your answer, I take it away here, if this chat lets me. That is a request: apps and homeservers that have it may keep it.
secret-gone = What you typed there is not for others to read, so I have taken it away. Whoever was quick may have seen it, and apps and homeservers may keep it.
secret-stays = What you typed there is not for others to read, and I can't take it away. Please delete it there yourself.

# Where others are near
only-you = Only you can see this. Answer here with the buttons, or press “Write to me privately” to go on in a private message. You can change between the two at any time.
only-you-here = Only you can see this. Answer here with the buttons.
only-you-words = To answer, press “Write here”. Don't type it below: there, others can read it.
form-words = In your own words
form-one = Choose one
form-choices = Choose one or several
form-files = Files
privately-sent = I am writing to you in a private message now. If your private messages are closed to me, it comes here instead.
direct-closed = Your private messages are closed to me, so we stay here. What comes later waits for you: use the command “inbox”. To get private messages again, allow them for this server and write me one.
undelivered-waits = Something waits for you that I could not send you: your private messages are closed to me.
undelivered-show = Show it here
undelivered-answer = Answer, or tell more
platform-discord = Discord
platform-matrix = Matrix
platform-playground = the playground

field-empty = I did not see an answer. Write it in your own words.
field-too-long =
    { $max ->
        [one] That is too long: { $length } characters. At most { $max } fits here.
       *[other] That is too long: { $length } characters. At most { $max } fit here. You can send it in several messages.
    }
field-person-unknown = I don't know this person. Use their name as it is shown here, or mention them.
field-people-unknown = I did not understand all of them. Write only names: mention each person, or give the name that stands in the team.
field-place = I did not understand which channel you mean. Choose it from the list, or paste its ID.
field-role = I did not understand which role you mean. Choose it from the list, or paste its ID.
field-choice = I did not understand that. Answer with a number from 1 to { $count }.
field-number = Answer with a number from { $min } to { $max }.
field-yesno = Answer with “yes” or “no”.
field-instant = I did not understand this time. Write it like 2026-05-01 18:00, or like 30m, 2h, 7d from now.

answer-yes = yes
    .words = y, yes, yep, yeah, ok, okay, sure
answer-no = no
    .words = n, no, nope

language-en = English
    .words = en, english
language-es = Spanish
    .words = es, spanish, español, castellano

word-skip = skip
    .words = skip, pass, next, later, not now, idk, i don't know, don't know, unknown
word-stop = stop
    .words = stop, pause, cancel, quit
word-help = help
    .words = help, help me, i need help, please help, what can you do
word-report = report
    .words = report, i want to report, i want to report something, i want to report someone, make a report
word-hello = hello
    .words = hello, hi, hey, hi there, hello there, good morning, good evening, start
word-hide = hide
    .words = hide, hide this, hide everything
word-show = show
    .words = show, go on, continue
word-danger = danger
    .words = danger, danger now, i am in danger, i'm in danger, emergency, urgent
word-done = done
    .words = done, finished, that's all, that is all, that's it, ready
word-human = talk to a person
    .words = human, a human, person, talk to a person, talk to someone, call me
word-nobody = nobody
    .words = nobody, no one, none, no, no-one
word-dont-call = don't call anyone
    .words = don't call, don't call anyone, do not call, do not call anyone
word-new = new
    .words = new, new report, something new, another
word-reword = correct my words
    .words = correct my words, change my words
word-unsay = take this out
    .words = take this out, take it out
word-withdraw = withdraw
    .words = withdraw, take it back, delete my report
word-switch = change who may hear
    .words = switch, change, change who may hear
word-add = add something
    .words = add, add something, add more
word-write = Write here
word-page = All on one page
word-privately = Write to me privately
word-details = answer questions
    .words = details, answer questions, questions
word-here = this room
    .words = here, this room, in this room, this one
word-none = none
    .words = none, no one, nothing, leave it empty
word-community = other community
    .words = other community, another community, change community, wrong community

# Time, as people write it
field-when = I did not understand when. Write it like “friday 18:00”, “tomorrow 9:00”, “2026-12-24”, “18:00”, “now”, or “2h” for two hours from now.
field-zone = I don't know this time zone. Write a city as the time zones are named, such as Europe/Madrid or America/Bogota.
field-zone-like = Which one do you mean? { $zones }
field-time = I did not understand this time. Write it like 09:00 or 6pm.
field-hours = I did not understand these hours. Write them like “mon-fri 9:00-17:00”, “22:00-7:00” for every day, or “none”. Several go with a semicolon between.
field-weekdays = I did not understand which days. Write them like “mon-fri” or “sat, sun”.
word-now = now
    .words = right now, at once
word-at = at
    .words = on, by, from, every
word-until = until
    .words = till, to
word-yesterday = yesterday
word-today = today
word-tomorrow = tomorrow
    .words = tmrw
weekday-1 = Monday
    .words = mon, mo, mondays
weekday-2 = Tuesday
    .words = tue, tues, tu, tuesdays
weekday-3 = Wednesday
    .words = wed, we, wednesdays
weekday-4 = Thursday
    .words = thu, thur, thurs, th, thursdays
weekday-5 = Friday
    .words = fri, fr, fridays
weekday-6 = Saturday
    .words = sat, sa, saturdays
weekday-7 = Sunday
    .words = sun, su, sundays
hours-line = { $days } { $from }–{ $to }
hours-more = { $before }; { $each }
hours-always = always
hours-every-day = every day
hours-from-to = { $first } to { $last }
hours-and = { $before }, { $each }
