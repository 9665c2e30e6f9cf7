escalation-command-show = Show who is called in which order
escalation-command-set = Set who is called in which order
escalation-field-level = For what?
escalation-field-steps = Who, and minutes until the next step: first responder 15, team 30, outside. Or “usual”
escalation-field-rounds = How many times are all the steps gone through?
escalation-field-need = How many must have answered? Two are on a case; more can stand by
escalation-usual = usual
    .words = usual, default, reset
escalation-level-urgent = urgent
    .words = danger
escalation-level-s4 = critical (s4)
    .words = s4, critical
escalation-level-s3 = grave (s3)
    .words = s3, grave
escalation-level-s2 = major (s2)
    .words = s2, major
escalation-level-s1 = minor (s1)
    .words = s1, minor
escalation-level-s0 = unclear (s0)
    .words = s0, unclear
escalation-level-other = everything else
    .words = other, else, rest
escalation-target-team = the whole team
    .words = team, everyone, everybody, all, whole team
escalation-target-outside = nobody more: the person hears the truth, and whom they can ask outside the team
    .words = outside, outside contact, card
escalation-of = { $level }:
escalation-step =
    { $minutes ->
        [one] { $number }. { $who }; one minute later the next step
       *[other] { $number }. { $who }; { $minutes } minutes later the next step
    }
escalation-step-last =
    { $minutes ->
        [one] { $number }. { $who }; one minute later the whole team, hour by hour
       *[other] { $number }. { $who }; { $minutes } minutes later the whole team, hour by hour
    }
escalation-rounds =
    { $rounds ->
        [one] All of this once.
       *[other] All of this { $rounds } times.
    }
escalation-need =
    { $need ->
        [one] It ends when one person has answered.
       *[other] It ends when { $need } people have answered.
    }
escalation-always = A step with nobody on it is skipped at once. After the last one I call the whole team, hour by hour, until two are on the case. Whoever may not hear of a case is never called.
escalation-set = From now on:
escalation-unread = I did not understand “{ $part }”. Write a duty, a person of the team, “team” or “outside”, each with minutes (1 to 1,440) behind it, and a comma between: first responder 15, team 30, outside
escalation-steps = Write between one and ten steps, with a comma between.
escalation-title-steps = Who, and minutes until the next: first responder 15, team 30, outside
escalation-changed = { $name } has changed who is called in which order. Whoever of the team finds that wrong can change it: escalation set
escalation-late = So all of the team would be called after { $minutes } minutes only. Let it be { $most } minutes at most: write “team” earlier, or fewer minutes.
escalation-first = Begin with somebody of the team. Whom to ask outside is told after they were called.
escalation-target-partner = the team of another community, if the person wishes that
    .words = partner, partners, other team
escalation-command-partner = Agree with the team of another community that it may be asked
escalation-field-code = The code that the other team gave you; “none” to end it
escalation-partner-code = Give this code to those who set up the other community. With it they may ask for your team where theirs can't come:
escalation-partner-means = They type it there: escalation partner. It can be used once, within a day. Whoever reports is asked before anybody of yours hears of it. To end it: escalation partner none
escalation-partner-set = Agreed. Where your team can't come, I ask the person whether the team of { $name } may hear them. To name it as a step: escalation set
escalation-partner-none = Ended. Your team is asked by no other community, and you ask none.
escalation-partner-wrong = This code is not right, or its time is over. Ask the other team for a new one.
escalation-partner-same = That is your own community. The code is for another one.
