# Who else can see it; shown before the first question
discord-candour = This chat is on Discord. Discord itself can read what is written here. A private message stays in our chat until whoever wrote it deletes it. Administrators of a Discord server can see every channel and thread on it, also those of the team; they can't see this chat.

# What `haven check` finds, for whoever runs the program or a server
discord-check-token = Discord accepts the token.
discord-check-refused = Discord refuses the token, so the bot can't start there.
discord-check-refused-how = Open https://discord.com/developers/applications, choose your application, press “Reset Token” on the page “Bot”, and put the new token into the config as discord.token.
discord-check-away = Discord's API can't be reached from here, so nothing can be said about it. Check that this machine is online and that discord.api is right.
discord-check-servers =
    { $count ->
        [0] The bot is in no server, so nobody can write to it.
        [one] The bot is in one server.
       *[other] The bot is in { $count } servers.
    }
discord-check-invite = This link invites the bot into a server, with the permissions that it needs and no more: { $link }
discord-check-members = I can't know who reads a channel or who holds a role. So cases are told to responders in private messages only, and who holds the responders' role joins the team with their first command here.
discord-check-content = What responders write in a case's thread reaches me only where it mentions me; they answer by commands and buttons.
discord-check-intent-off = To change that, whoever runs the bot switches the “{ $intent }” on at https://discord.com/developers/applications, on the page “Bot” under “Privileged Gateway Intents”, and sets discord.{ $key } to true in the config.
discord-check-intent-refused = discord.{ $key } is on in the config, but Discord refuses it. Whoever runs the bot switches the “{ $intent }” on at https://discord.com/developers/applications, on the page “Bot” under “Privileged Gateway Intents”, or sets discord.{ $key } to false.
discord-check-cases = the shared space
discord-check-announcements = the announcement channel
discord-check-place-hidden = I can't see { $place }, so nothing can be written there.
discord-check-place-hidden-how = Open the channel's settings (“Edit Channel”), then “Permissions”: add my role under “Roles/Members”, switch “View Channel” on with the green tick, and save.
discord-check-place-gone = The channel that was set as { $place } does not exist any more.
discord-check-place-gone-how = Choose another one: /haven setup
discord-check-open = Everyone in the server can read #{ $channel }, so nothing about a case will be written there.
discord-check-open-how = Open the channel's settings (“Edit Channel”), then “Permissions”: switch “Private Channel” on, and add only the responders' role and me.
discord-check-lacks = In #{ $channel } I lack “{ $permission }”: { $without }.
discord-check-lacks-how = Open the channel's settings (“Edit Channel”), then “Permissions” and “Advanced permissions”: choose “{ $bot }”, switch what is missing on with the green tick, and press “Save Changes”.
discord-check-out = I am not in one of your servers any more, so nobody there can write to me.
discord-check-role = In { $server } my role lacks some of what I need in a channel for cases. You can grant it there, or invite me anew.
discord-check-useful = In { $server } I may not take away what somebody writes to me where others can read it. If you want that, grant my role “{ $permission }” in the server's settings, under “Roles”.

discord-permission-view = View Channel
discord-permission-send = Send Messages
discord-permission-post = Create Posts
discord-permission-history = Read Message History
discord-permission-threads = Create Public Threads
discord-permission-in-threads = Send Messages in Threads
discord-permission-in-posts = Send Messages in Posts
discord-permission-manage-threads = Manage Threads
discord-permission-manage-posts = Manage Posts
discord-permission-manage-messages = Manage Messages
discord-without-view = I can't find the channel
discord-without-send = I can't write there
discord-without-post = I can't open a post for a case
discord-without-history = I can't tell after a cut connection whether a message arrived, and might say it twice
discord-without-threads = I can't open a thread for a case
discord-without-in-threads = I can't write into the thread of a case
discord-without-in-posts = I can't write into the post of a case
discord-without-manage-threads = I can't take an empty thread away, and whoever reads the channel later sees that there was a case
discord-without-manage-posts = I can't take an empty post away, and whoever reads the forum later sees that there was a case
discord-check-tags = In #{ $channel } I can't make the tags that show how a case stands. If you want them, grant me “{ $permission }” in that forum alone, or make the tags yourself.
discord-permission-manage-channels = Manage Channels
discord-check-private = Everyone in the server can read #{ $channel }, so each case gets a private thread there, with those who may hear it. Whoever may manage threads, and whoever may read the audit log, learns of all of them: if one of these may not hear of a case, it is told in private only.
discord-permission-private-threads = Create Private Threads
discord-without-private-threads = I can't open a private thread for a case

# A file that is too large where it was asked for
discord-larger = More fits on a server with boost level 2 or higher: give the same command in a channel there. Only you see the answer.
