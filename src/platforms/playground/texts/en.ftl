# Who else can see it; shown before the first question
playground-candour = This is a playground: it runs on your own computer, and nothing here is real.
