# Who else can see it; shown before the first question
matrix-candour = This chat is on Matrix. Here, your words and files are encrypted: only your devices and I can read them, not the homeservers that carry them. The homeservers, yours and mine, can see that you and I write to each other, when and how much, who is in which room, and reactions and deletions. They and your apps keep copies. Deleting a message only asks others to delete it too: it can't be made certain.
matrix-candour-plain = This chat is on Matrix. Whoever runs this bot lets me work in rooms that are not encrypted. In such a room, whoever runs a homeserver in it (yours, mine or that of somebody in the team) can read what is written. If this chat shows no shield or lock, it may be such a room; what you tell me may also reach the team in one. All homeservers can see who writes to whom, when and how much, and they and your apps keep copies. Deleting a message only asks others to delete it too: it can't be made certain.

# In the place of an answer to a message that could not be decrypted
matrix-unreadable = I could not read your last message: the key to it did not reach me, so I don't know what you wrote. Please write it again here. If that does not help: close your app and open it again, then write once more. Files need to be sent again as well.
matrix-renewed = I have lost the keys that open your messages, and I have new ones now. If you wrote to me lately and I did not answer, I may not have been able to read it. Please write it again.

# What it says of its own accord, when it comes and goes
matrix-moved = This room is not encrypted, so I can't answer you here. I have just invited you to a private room that is encrypted. Please go on there.
matrix-left-room = Nobody has set me up for this room, so I am leaving it. If you want me here, invite me again and write: !haven setup

# What `check` finds, for whoever runs the program or a room
matrix-check-away = The homeserver can't be reached just now, so nothing can be said about it. Check that it is running, that this machine is online, and that matrix.homeserver is right.
matrix-check-refused = The bot can't start on Matrix. { $why }
matrix-check-account = The homeserver takes the account { $user }.
matrix-check-new = The encryption keys are made at the first start. Then look here again.
matrix-check-keys = This is the bot's encryption device: { $device }. Its fingerprint, by which people can compare it, is: { $fingerprint }
matrix-check-unsigned = The encryption device { $device } is not signed by the bot's own account (fingerprint: { $fingerprint }). Some apps will soon refuse to talk to it.
matrix-check-unsigned-how = Put the account's password into the config as matrix.password, and start the program again: it signs the device.
matrix-check-no-keys = The homeserver has no encryption keys of the bot's device, so nobody can write to it under encryption.
matrix-check-no-keys-how = Start the program, and look here again. If this stays, stop it, put the password into the config as matrix.password, and start it again.
matrix-check-store-gone = The folder with the encryption keys, { $folder }, is not there, and without the password the bot can't mend that by itself.
matrix-check-store-gone-how = If it was moved, put it back. If it is lost, put the password into the config as matrix.password, or a new access token as matrix.access_token.
matrix-check-store-made-anew = The folder with the encryption keys, { $folder }, is not there. What was written to the bot and has not been read yet can't be read any more.
matrix-check-store-made-anew-how = If it was moved, put it back before you start. Otherwise the next start makes a new device, signs it, and asks people to write again what can't be read.
matrix-check-no-password = There is no password in the config: should the folder with the encryption keys be lost, the bot can't mend that by itself, and nobody can write to it until you do.
matrix-check-no-password-how = Set matrix.password in the place of matrix.access_token, best in a file of its own (password_file) or in the environment (HAVEN_MATRIX_PASSWORD).
matrix-check-plain-allowed = Cases may go into rooms that are not encrypted: whoever runs a homeserver there can read them. People are told so before the first question.
matrix-check-plain-allowed-how = Better: encrypt those rooms, and take matrix.cases_without_encryption out of the config.
matrix-check-no-rooms = The bot is in no room yet, so no community is known.
matrix-check-no-rooms-how = While the program runs, invite { $user } into your Space and into the room of your team. Then type in that room: !haven setup
matrix-check-rooms =
    { $count ->
        [one] The bot is in one room.
       *[other] The bot is in { $count } rooms.
    }
matrix-check-limited = In the last day the homeserver made the bot wait, because it sent more than the homeserver allows. Answers come late then, also to somebody in danger.
matrix-check-limited-how = Whoever runs the homeserver can lift that for the bot alone. On Synapse, with an administrator's access token: POST /_synapse/admin/v1/users/{ $user }/override_ratelimit with the body {"{"}"messages_per_second": 0, "burst_count": 0{"}"}
matrix-check-not-limited = In the last day the homeserver did not make the bot wait. What it allows can't be asked for, so this is all that can be said.
matrix-check-out = I am not in a Space or room of your community any more, so what belongs to it can't be known.
matrix-check-out-how = Invite me there again: { $user }
matrix-check-out-cases = I am not in the team's room, so nothing about a case can be written there.
matrix-check-out-cases-how = Invite me into it: { $user }. Or choose another room: !haven setup
matrix-check-out-announcements = I am not in the room that was set for announcements.
matrix-check-out-announcements-how = Invite me into it: { $user }. Or choose another room: !haven setup
matrix-check-no-space = Your community is one room, { $room }, and no Space: who is in your other rooms isn't known as a member, and may not reach your team.
matrix-check-no-space-how = Make a Space, put your rooms into it, and invite me into it: { $user }. Then type in the team's room: !haven setup
matrix-check-outside = { $room } doesn't lie in your Space, so whoever is only there isn't known as a member of your community.
matrix-check-outside-how = In the Space's menu choose “Add existing room”, and choose this one.
matrix-check-unsealed = { $room } is not encrypted, so nothing about a case will be written there.
matrix-check-unsealed-how = Open the room's settings, “Security & Privacy”, and switch “Encrypted” on. It can't be switched off again. Or make a new encrypted room for the team, and choose it: !haven setup
matrix-check-plain = { $room } is not encrypted, and whoever runs the bot allows cases there: whoever runs a homeserver of somebody in it can read them.
matrix-check-plain-how = Open the room's settings, “Security & Privacy”, and switch “Encrypted” on. It can't be switched off again.
matrix-check-open = Somebody whom nobody has invited can join { $room }, and would read there that there are cases.
matrix-check-open-how = Open the room's settings, “Security & Privacy”, and set “Access” to “Private (invite only)”.
matrix-check-world = Anyone can read what is written in { $room }, without being in it.
matrix-check-world-how = Open the room's settings, “Security & Privacy”, and choose under “Who can read history?” one of the choices for members only.
matrix-check-silent = I may not write in { $room }.
matrix-check-silent-how = Open the room's settings, “Roles & Permissions”: lower “Send messages”, or give me a role that may.
matrix-check-redact = In { $room } I may not take away what others write there by mistake, such as a secret in a command.
matrix-check-redact-how = If you want that, choose me in the list of people and set my role to “Moderator” (power level { $level }).

# What the house says, in the words of Matrix
matrix-says-no-community = This room belongs to no community that is set up. Somebody who runs it can do that, in the team's room: !haven setup
matrix-says-not-yours-here = This command is for whoever runs the community's rooms. In private I can't see who does: please type it in the team's room, with !haven before it. A room with nobody but the two of us counts as private, unless it lies in your Space and I am in that Space.
matrix-says-button-gone = This choice is no longer in use. Write to me instead; “help” shows how.
matrix-says-field-place = I did not understand which room you mean. Type # and its name, choose it from the list, and send that.
matrix-says-cases-help-responder = Do you want to tell of harm yourself? Write “report”.
matrix-says-cases-duty-hint = Nothing was sent. You are on a case: to answer the person, write one of the lines below. If you want to tell of harm yourself, write “report”.
matrix-says-no-community-reporter = I can't tell to which community you want to write, or it has not set me up yet. I have passed nothing on, and kept nothing. Join a room of the community that you mean, and write to me again; or turn to somebody you trust.
matrix-says-cases-card-trial = This is a test. Nobody has reported anything. Whoever sets this community up wants to know whether a report would reach you. Please send the line that stands below.
matrix-says-cases-trial-few = A test needs at least two people of the team whom I can reach. Let people in, with a mention of each: !haven team add. Then try again.
matrix-says-cases-trial-space = I could not write your test into the team's room. What I need there, you read with: !haven check
matrix-says-guidance-help-words = Words that always work in our private talk: danger, stop, hide, skip, withdraw. Commands: !haven card (emergency card), !haven guide (first steps when you are under attack), !haven privacy, !haven inbox (what I could not send you), !haven report.
matrix-says-guidance-help-team = For the team, in our private talk or in the team's room, each with !haven before it: case list, case take, case cant, case show, case explain, case reply, case note, case file, case severity, case backup, case handover, case recuse, case exception, case close.
matrix-says-people-team-empty = Nobody is in the team yet. Add at least three people, so that two remain when one is involved. With a mention of each: !haven team add
matrix-says-people-inbox-how = I could not send it in private. Accept my invitation to a private chat, or open one with me and write to me.
matrix-says-community-outside-card = You can also turn to whom the emergency card names. Write “danger” to see it.
matrix-says-community-check-none = No community is known yet. While the program runs, invite the bot into your Space and into the room of your team; then type in that room: !haven setup
matrix-says-community-check-setup = Type this in the team's room: !haven setup
matrix-says-community-check-team-how = Let people in, with a mention of each, in the team's room: !haven team add
matrix-says-community-check-lost-how = They must accept my invitation to a private chat, or open one with me and write to me once. If their app refuses invitations, they have to allow mine.
matrix-says-community-check-readers-how = Remove them from the room, or let them into the team. Whoever was only invited counts as well.
matrix-says-community-check-announce = No announcement room is set: members are not told from time to time that they can write, nor after I was away that somebody should write again.
matrix-says-community-set-listed = May people of whom I can't know which rooms they are in read your community's name and choose it?
matrix-says-community-role-in-server = There are no roles on Matrix. Name each person of the team, with a mention: !haven team add
matrix-says-community-setup-hello = I lead you through setting up your community, here in private. It takes about five minutes. Everything can be changed later. You can leave at any point; to go on, type in the team's room: !haven setup
matrix-says-community-setup-done = All right. To change something, or to see how it is set up, type in the team's room: !haven setup
matrix-says-community-setup-left = All right, that is kept. To go on from here, type in the team's room: !haven setup
matrix-says-community-ask-language = Which language shall I write in the rooms of your community? To each person I speak that one too, until they choose another.
matrix-says-community-menu-role = Team
matrix-says-community-ask-team = Who is in your team? Mention each of them in one message (type @ and the name, and choose it from the list), yourself as well if you belong to it. Three people or more, so that two remain when one is involved. More can come later: !haven team add
matrix-says-community-ask-space = Where shall cases appear for the team? It must be a room that is encrypted, by invitation only, and that nobody but the team is in. “here” is the room in which you typed !haven setup. For another one, invite me into it, type # and its name, choose it from the list, and send that. With “none” the team is told in private only: that is the most private way.
matrix-says-community-ask-announce = Which room do all members read? Invite me into it, type # and its name, choose it from the list, and send that. There I say once a month that they can write to me. “none” if I shall not.
matrix-says-community-ask-test =
    { $count ->
        [0] Last, a test: everybody in the team gets a card as for a real report, and answers it. I can reach nobody of the team yet: let people in first.
        [one] Last, a test: everybody in the team gets a card as for a real report, and answers it. I can reach one person of the team so far: it takes two.
       *[other] Last, a test: everybody in the team gets a card as for a real report, and answers it. I can reach { $count } people of the team. You read who has seen it; nothing of it remains.
    }
matrix-says-community-unknown = I can't tell to which community you write. Join a room of the one that you mean, and write to me again.
matrix-says-community-which-none = Then I forget what you wrote here; nobody has heard of it. Join a room of the community that you mean, and write to me again.
matrix-says-community-on-server = Please type this in a room of your community, with !haven before it.
matrix-says-community-link = With this code another Space joins your community. Somebody who runs it types it in a room there: !haven join, and the code. It works once, and for one day.
matrix-says-community-link-means = From then on both Spaces share one team, one set-up and all cases. Whoever runs the other Space can change all of it, as you can. Give the code only to somebody you trust with that.
matrix-says-community-join-wrong = This code is not right, or it has been used, or it is older than a day. A new one comes from the other Space: !haven link
matrix-says-community-join-same = This Space is a part of that community already.
matrix-says-community-join-shared = Other Spaces belong to this one's community. Leave it first: !haven leave
matrix-says-community-join-team =
    { $count ->
        [one] This Space has a team of its own, of one person. Two teams can't be joined by themselves: take that person out first (!haven team remove), and let them into the other team if they belong there.
       *[other] This Space has a team of its own, of { $count } people. Two teams can't be joined by themselves: take them out first (!haven team remove), and let them into the other team if they belong there.
    }
matrix-says-community-joined = This Space is a part of { $name } now.
matrix-says-community-joined-means = Its team and its set-up hold here from now on. Whatever your members write to me goes to that team. To leave again: !haven leave
matrix-says-community-out-ask = Shall { $name } go out of your community? Its members then no longer reach your team through me. It begins anew, without a team.
matrix-says-community-out-first = Only the first Space of a community can take another one out. To take this one out: !haven leave
matrix-says-community-out-unknown = I know no other Space of your community by that name.
matrix-says-community-out-told = Your Space { $name } is no longer a part of { $community }: whoever runs its first Space took it out.
matrix-says-community-leave-alone = This Space is the only one of its community: there is nothing to leave.
matrix-says-community-left = This Space is no longer a part of { $name }.
matrix-says-community-left-means = It begins anew, without a team and with nothing set: !haven setup. Cases stay with the team that has them.
