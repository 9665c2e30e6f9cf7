community-setup = Set this community up
community-card-command = Show the emergency card
community-set-language = Which language shall I write in the channels of your community?
community-set-space = The responders' shared space: the channel or room that only they read
community-set-announce = A room that all members read, in which I say once a month that I am here
community-set-card = The emergency card: numbers and people to turn to in danger
community-set-outside = Whom can a reporter turn to outside the team?
community-set-safeguarding = Whom does the law name where a child is in danger?
community-set-again = Minutes until the team is told again that somebody waits
community-set-truth = Minutes until a reporter is told that nobody has come yet
community-set-retention = Days after closing until a case is erased
community-set = Your community is set up like this:
community-fact-language = Language
community-fact-space = Shared space
community-fact-announce = Announced in
community-fact-card = Emergency card
community-fact-outside = Outside contact
community-fact-times = Times
community-fact-retention = Erased
community-nothing = not set yet
community-times = told again after { $again } min; the reporter hears the truth after { $truth } min
community-days = { $days } days after closing
community-readers-unknown = I can't see who reads the shared space, so nothing about a case will appear there. Responders are told by direct message instead.
community-card-missing = The emergency card is empty. Somebody in danger would find nothing there: please write it now. I never invent a number.
community-announcement = If something bad has happened to you, or you saw something: write to me in private. “Hello” is enough. Two people from the team hear you; you say who must not know.
community-outage = Between { $since } and { $until } (UTC) I could not read messages.
community-outage-again = If you wrote to me for the first time then, please write again. I may not have your message.
community-card = If you are in danger now:
community-card-empty = The team has not written its emergency card yet. Call the emergency number of the place where you are, or ask somebody near you to call it.
community-outside = Outside the team, you can turn to: { $outside }
community-outside-card = You can also turn to whom the emergency card names. Write “/card” or “danger” to see it.
community-outside-none = The team has named nobody outside yet. Please turn to somebody you trust, or to a helpline where you live.
community-privacy-command = What happens to what you write here
community-privacy = What happens to what you write to me:
community-privacy-two = Two people from the team read it. If one of them hands over, the next one reads it too; nobody else does. Whoever you keep out never learns from me that it exists. The two don't learn who you are unless you say so; the people who run this bot could find out.
community-privacy-sealed = I read it as it comes in, and store it encrypted. Each case has a key of its own. The people who run this bot hold the key to those keys.
community-privacy-space = In the team's shared space I write only that there is a case, how urgent and how grave it is, who has taken it, and when it is closed: not what happened, and not who you are. And not even that, when somebody reads there who may not hear of it.
community-privacy-direct = I tell the team by direct message only.
community-privacy-kept = A case is erased { $days } days after it is closed, what was never sent after 30 days, what you withdraw at once. Backups of the keys are kept for 7 days at most.
community-privacy-yours = You can withdraw at any time: write “withdraw”. To remove my messages from our chat, write “hide”. Your own messages only you can delete.
community-check-command = Show what is missing, and how to get it
community-check-own = Your community still lacks this:
community-check-own-good = Your community has all that it needs.
community-check-there = I was not given all that I need here:
community-check-there-good = I have all the permissions that I need here.
community-check-away = I could not ask the platform just now. Please try again later.
community-check-setup = Write it here: haven setup
community-check-none = No community is known yet. Invite the bot to a server, then type there: haven setup
community-check-card = The emergency card is empty: somebody in danger would find no number.
community-check-outside = No outside contact is named. A reporter whom the team cannot hear has nobody else to turn to.
community-check-team =
    { $count ->
        [0] Nobody of the team can be reached.
        [one] One person of the team can be reached.
       *[other] { $count } people of the team can be reached.
    } It takes two to hear anybody, and three so that a report about one of them can still be heard.
community-check-team-how = Name the responders' role (haven setup), or add people one by one: team add
community-check-lost = I can't reach: { $names }.
community-check-lost-how = They must allow direct messages from members of your server in their own settings, and then write to me once.
community-check-outage = Between { $since } and { $until } (UTC) I could not read messages. Whoever wrote to me for the first time then has no answer, and there is no room in which I can ask members to write again. Please tell them yourselves, and name a room.
community-check-space = There is no shared space: responders are told by direct message only. That is the most private way.
community-check-readers = These people read the shared space and are not in the team, so nothing about a case is written there: { $names }.
community-check-readers-how = Take the channel away from them, or let them into the team. Owners and administrators of a server read every channel: where one of them is not in the team, direct messages are the better way.

community-set-name = What is your community called?
community-set-role = The responders' role: whoever holds it is in the team
community-set-listed = May people of whom I can't know which servers they are in read your community's name and choose it?
community-set-team = Who is in the team: mention each of them
community-ask-team = Who is in your team? Mention each of them in one message, yourself as well if you belong to it. Three people or more, so that two remain when one is involved. More can come later: team add.
community-team-added =
    { $count ->
        [one] In the team now, and told so: { $names }.
       *[other] In the team now, and told so, { $count } people: { $names }.
    }
community-role-in-server = A role belongs to a server: please type this on your server.
community-fact-name = Name
community-fact-role = Responders' role
community-fact-team = Team
community-team =
    { $count ->
        [0] nobody yet
        [one] one person
       *[other] { $count } people
    }
community-setup-hello = I lead you through setting up your community. It takes about five minutes. Everything can be changed later. You can leave at any point, and go on with: haven setup
community-setup-remains = This remains to be done:
community-setup-complete = Everything is set up.
community-setup-done = All right. To change something, or to see how it is set up: haven setup
community-setup-left = All right, that is kept. To go on from here: haven setup
community-ask-language = Which language shall I write in the channels of your community? To each person I speak the one that they have set, as soon as I can know it; until then, this one.
community-ask-name = What is your community called? Members who are in several communities choose by this name. Without a name of its own it is called “{ $name }”.
community-ask-role = Which role do your responders hold? Whoever holds it is in the team. If there is none, choose “none” and let people in one by one: team add. Three people or more, so that two remain when one is involved.
community-ask-space = Where shall cases appear for the team? Choose a forum or a text channel that only responders can see, best in a category that only they can see. Owners and administrators of a server read every channel. With “none” the team is told by direct messages only: that is the most private way.
community-ask-announce = Which channel do all members read? There I say once a month that they can write to me. “none” if I shall not.
community-ask-card = Now the emergency card: whom can somebody call who is in danger this minute? Write the numbers and names that are right where you are: emergency number, crisis line, a person on site. I never invent a number.
community-ask-outside = Whom can somebody turn to who can't be heard by your team, or does not trust it? A helpline, another team, an ombudsperson.
community-ask-test =
    { $count ->
        [0] Last, a test: every responder gets a card as for a real report, and presses “I see it”. I can reach nobody of the team yet: let people in first.
        [one] Last, a test: every responder gets a card as for a real report, and presses “I see it”. I can reach one person of the team so far: it takes two.
       *[other] Last, a test: every responder gets a card as for a real report, and presses “I see it”. I can reach { $count } people of the team. You read who has seen it; nothing of it remains.
    }
community-test-now = Send the test
    .words = test, send, send it, now
community-test-later = Later
    .words = not yet
community-ask-menu = What do you want to change?
community-menu-language = Language
community-menu-name = Name
community-menu-role = Responders' role
community-menu-space = Shared space
community-menu-announce = Announcements
community-menu-card = Emergency card
community-menu-outside = Outside contact
community-menu-test = Test
community-menu-done = Nothing, done
    .words = done, nothing

community-community-command = Which community you write to here, and choosing another
community-unknown = I can't tell to which community you write. On the server that you mean, type /report.
community-only = What you write here goes to the one community that I serve.
community-this = What you write here goes to: { $name }
community-ask-which = Hello. I work for several communities. Which one do you write to? Only its team can hear of it.
community-which-kept = What you wrote or chose is kept, and waits for your answer.
community-which-chosen = All right: { $name }. If you ever mean another one, write “other community”.
community-which-none = Then I forget what you wrote here; nobody has heard of it. On the server that you mean, type /report.

community-link-command = Make a code by which another server joins this community
community-link = With this code another server joins your community. Somebody who runs it types there: /haven join. The code works once, and for one day.
community-link-means = From then on both servers share one team, one set-up and all cases. Whoever runs the other server can change all of it, as you can. Give the code only to somebody you trust with that.
community-join-command = Join this server to another community, by its code
community-join-code = The code from the other server
community-on-server = Please type this on your server.
community-join-slow = Too many codes were wrong. Please wait a quarter of an hour.
community-join-wrong = This code is not right, or it has been used, or it is older than a day. A new one comes from the other server: haven link
community-join-same = This server is a part of that community already.
community-join-shared = Other servers belong to this server's community. Leave it first: haven leave
community-join-team =
    { $count ->
        [one] This server has a team of its own, of one person. Two teams can't be joined by themselves: take that person out first (team remove, or the responders' role), and let them into the other team if they belong there.
       *[other] This server has a team of its own, of { $count } people. Two teams can't be joined by themselves: take them out first (team remove, or the responders' role), and let them into the other team if they belong there.
    }
community-joined = This server is a part of { $name } now.
community-joined-means = Its team and its set-up hold here from now on. Whatever your members write to me goes to that team. To leave again: haven leave
community-leave-command = Take this server out of the community that it shares with others
community-leave-server = Another server that is to go, in the place of this one
community-out-ask = Shall { $name } go out of your community? Its members then no longer reach your team through me, and whoever is in your team by a role there leaves it. It begins anew, without a team.
community-out-cases = Cases that were told to your team stay with your team, and are answered as before, wherever the person is from.
community-out-not = All right. I have changed nothing.
community-out-first = Only the first server of a community can take another one out. To take this one out: haven leave
community-out-unknown = I know no other server of your community by that name.
community-out-done = { $name } is no longer a part of your community.
community-out-told = Your server { $name } is no longer a part of { $community }: whoever runs its first server took it out.
community-leave-alone = This server is the only one of its community: there is nothing to leave.
community-left = This server is no longer a part of { $name }.
community-left-means = It begins anew, without a team and with nothing set: haven setup. Cases stay with the team that has them.
community-which-repeat = Please choose it once more: now I know whose team is to hear of it.
community-check-announce = No announcement channel is set: members are not told from time to time that they can write, nor after I was away that somebody should write again.
community-check-members = In the team: { $names }.

crisis-phrases = want to die
    .words = kill myself, killing myself, want to die, end my life, end it all, suicide, suicidal, hurt myself, harm myself, no reason to live, he will kill me, she will kill me, they will kill me, going to kill me

community-set-zone = By whose clock does the team go? A time zone such as Europe/Berlin
community-set-hours = When is the team called for what is not urgent? Such as mon-fri 9:00-17:00; “none” for always
community-set-training = Days for which a training counts; 0 if none is asked for
community-fact-zone = Time zone
community-fact-hours = Called for what is not urgent
community-fact-training = Called only when trained
community-training =
    { $days ->
        [one] yes; a training counts for one day. Who is called then: training list
       *[other] yes; a training counts for { $days } days. Who is called then: training list
    }
