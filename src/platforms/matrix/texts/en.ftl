# Who else can see it; shown before the first question
matrix-candour = This chat is on Matrix. Here, your words and files are encrypted: only your devices and I can read them, not the homeservers that carry them. The homeservers, yours and mine, can see that you and I write to each other, when and how much, who is in which room, and reactions and deletions. They and your apps keep copies. Deleting a message only asks others to delete it too: it can't be made certain.
matrix-candour-plain = This chat is on Matrix. Whoever runs this bot lets me work in rooms that are not encrypted. In such a room, whoever runs a homeserver in it (yours, mine or that of somebody in the team) can read what is written. If this chat shows no shield or lock, it may be such a room; what you tell me may also reach the team in one. All homeservers can see who writes to whom, when and how much, and they and your apps keep copies. Deleting a message only asks others to delete it too: it can't be made certain.

# In the place of an answer to a message that could not be decrypted
matrix-unreadable = I could not read your last message: the key to it did not reach me, so I don't know what you wrote. Please write it again here. If that does not help: close your app and open it again, then write once more. Files need to be sent again as well.

# What it says of its own accord, when it comes and goes
matrix-moved = This room is not encrypted, so I can't answer you here. I have just invited you to a private room that is encrypted. Please go on there.
matrix-left-room = Nobody has set me up for this room, so I am leaving it. If you want me here, invite me again and write: !haven setup
