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
people-link = Tell me that another account is yours as well, so that I reach you on both
people-link-code = The code that I gave you with the other account
people-link-private = Please do this in our private chat: whoever read the code could use it.
people-link-team = This is for people of the team. They make a code here, and write it to me with their other account.
people-link-made = Now write this to me in private with your other account, on the other platform:
people-link-how = The code can be used once, within 15 minutes. Show it to nobody: whoever uses it becomes you.
people-link-wrong = This code is not right, or its time is over. Make a new one with your account in the team: account link
people-link-sure = Did you make this code yourself, just now, with an account of your own? If somebody else gave it to you, say no: they could read everything that you have told me, and will tell me.
people-link-yes = Yes, I made it
people-link-no = No
people-link-not = Nothing has changed. This code is no longer good. I never ask you for a code, and nobody of the team needs to.
people-link-platform = Both accounts are on the same platform. I can only bring together accounts on different platforms.
people-link-same = This account is yours already.
people-linked = Done: I know both accounts as you. In which order I reach you, you set by: me set --routes
people-linked-told = An account on { $platform } is now known as yours, by a code that you made. If that was not you, write at once: account unlink { $platform }, and tell whoever sets the team up.
people-unlink = Tell me that an account is no longer yours
people-unlink-platform = On which platform?
people-unlink-unknown = You have no other account there. Do this with the account that stays yours.
people-unlinked = Your account on { $platform } is no longer known as yours.
people-link-sure-title = Whether you made the code yourself
