people-team-add = Let a person into the team of responders
people-team-remove = Take a person out of the team
people-team-list = Show who is in the team
people-team-person = Who?
people-welcome = You are in the team of responders now. When somebody needs to be heard, I write to you here. Write “help” to see what you can do, and keep your direct messages open for me.
people-team-added = { $name } is in the team now, and was told.
people-team-removed = { $name } is no longer in the team, and can read nothing of it from now on.
people-team-removed-role = They still hold the responders' role on the server, and it will not bring them back. To let them in again: team add
people-team = In the team:
people-team-empty = Nobody is in the team yet. Add at least three people, so that two remain when one is involved: team add.
people-inbox = Show what I could not send you in private
people-inbox-nothing = Nothing waits for you.
people-inbox-all =
    { $count ->
        [one] This message waited for you.
       *[other] These { $count } messages waited for you.
    }
people-inbox-how = I could not send it in private. To get private messages again, allow them for this server and write me one.
