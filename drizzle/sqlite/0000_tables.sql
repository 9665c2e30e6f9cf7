CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`action` text NOT NULL,
	`about` text NOT NULL,
	`facts` blob
);
--> statement-breakpoint
CREATE INDEX `audit_about` ON `audit` (`about`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`flow` text NOT NULL,
	`version` integer NOT NULL,
	`step` text NOT NULL,
	`turn` integer NOT NULL,
	`answers` blob NOT NULL,
	`touched_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_person` ON `conversations` (`person`,`flow`);--> statement-breakpoint
CREATE TABLE `due` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`job` text NOT NULL,
	`args` text NOT NULL,
	`due_at` integer NOT NULL,
	`late` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `due_key` ON `due` (`key`);--> statement-breakpoint
CREATE INDEX `due_at` ON `due` (`due_at`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`done` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasures_pending` ON `erasures` (`done`,`at`);--> statement-breakpoint
CREATE TABLE `faults` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`label` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `faults_at` ON `faults` (`at`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`platform` text NOT NULL,
	`body` blob,
	`received_at` integer NOT NULL,
	`done_at` integer,
	`tries` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_event` ON `inbox` (`event`);--> statement-breakpoint
CREATE INDEX `inbox_waiting` ON `inbox` (`done_at`,`id`);--> statement-breakpoint
CREATE TABLE `keep` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`shelf` text NOT NULL,
	`value` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `keep_shelf` ON `keep` (`platform`,`shelf`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`lane` text NOT NULL,
	`act` text NOT NULL,
	`urgency` integer NOT NULL,
	`state` text NOT NULL,
	`person` text,
	`group_name` text,
	`duty` integer NOT NULL,
	`told` integer DEFAULT false NOT NULL,
	`hinted` integer DEFAULT false NOT NULL,
	`body` blob,
	`receipt` blob,
	`stands` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`unsure_since` integer,
	`made_at` integer NOT NULL,
	`sent_at` integer,
	`refused_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_ready` ON `outbox` (`platform`,`state`,`urgency`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`state`,`urgency`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_person` ON `outbox` (`person`,`state`);--> statement-breakpoint
CREATE INDEX `outbox_group` ON `outbox` (`group_name`);--> statement-breakpoint
CREATE INDEX `outbox_stands` ON `outbox` (`stands`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`body` blob NOT NULL,
	`person` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tokens_expiry` ON `tokens` (`expires_at`);--> statement-breakpoint
CREATE INDEX `tokens_person` ON `tokens` (`person`);--> statement-breakpoint
CREATE TABLE `case_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`by_person` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_calls_by` ON `case_calls` (`by_person`,`at`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`community` text NOT NULL,
	`state` text NOT NULL,
	`code` text NOT NULL,
	`pseudonym` text NOT NULL,
	`reporter` text,
	`urgent` integer NOT NULL,
	`staffed` integer NOT NULL,
	`severity` integer,
	`topic` text,
	`facts` blob,
	`made_at` integer NOT NULL,
	`opened_at` integer,
	`waiting_since` integer,
	`paged_at` integer,
	`closed_at` integer,
	`outcome` text,
	`assessment` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_code` ON `cases` (`code`);--> statement-breakpoint
CREATE INDEX `cases_topic` ON `cases` (`topic`);--> statement-breakpoint
CREATE INDEX `cases_open` ON `cases` (`community`,`state`,`staffed`);--> statement-breakpoint
CREATE INDEX `cases_reporter` ON `cases` (`reporter`,`state`);--> statement-breakpoint
CREATE TABLE `case_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`by_person` text,
	`body` blob NOT NULL,
	`amends` text,
	`taken_back` integer NOT NULL,
	`message` text,
	`chain` text NOT NULL,
	`written_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_entries_case` ON `case_entries` (`case_id`,`id`);--> statement-breakpoint
CREATE INDEX `case_entries_message` ON `case_entries` (`message`);--> statement-breakpoint
CREATE TABLE `case_evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`about` blob NOT NULL,
	`content` blob
);
--> statement-breakpoint
CREATE INDEX `case_evidence_case` ON `case_evidence` (`case_id`,`id`);--> statement-breakpoint
CREATE TABLE `case_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`by_person` text NOT NULL,
	`body` blob NOT NULL,
	`taken_back` integer NOT NULL,
	`sent_as` text,
	`message` text NOT NULL,
	`written_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_proposals_case` ON `case_proposals` (`case_id`,`id`);--> statement-breakpoint
CREATE INDEX `case_proposals_message` ON `case_proposals` (`message`);--> statement-breakpoint
CREATE TABLE `case_people` (
	`case_id` text NOT NULL,
	`person` text NOT NULL,
	`role` text NOT NULL,
	`from_person` text,
	`active` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `person`, `role`)
);
--> statement-breakpoint
CREATE INDEX `case_people_person` ON `case_people` (`person`,`active`);--> statement-breakpoint
CREATE TABLE `case_unsaid` (
	`message` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_unsaid_at` ON `case_unsaid` (`at`);--> statement-breakpoint
CREATE TABLE `communities` (
	`id` text PRIMARY KEY NOT NULL,
	`settings` text NOT NULL,
	`settled` text NOT NULL,
	`announced_at` integer,
	`outage` text,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `first_words` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`message` text,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `first_words_person` ON `first_words` (`person`);--> statement-breakpoint
CREATE INDEX `first_words_message` ON `first_words` (`message`);--> statement-breakpoint
CREATE TABLE `guesses` (
	`id` text PRIMARY KEY NOT NULL,
	`by_person` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `guesses_by` ON `guesses` (`by_person`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`community` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`community`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `members` (
	`person` text PRIMARY KEY NOT NULL,
	`community` text,
	`shares` text
);
--> statement-breakpoint
CREATE TABLE `readers` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`people` blob,
	`invites` integer NOT NULL,
	`told_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `servers` (
	`id` text PRIMARY KEY NOT NULL,
	`community` text NOT NULL,
	`platform` text NOT NULL,
	`about` blob NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`community`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`platform` text NOT NULL,
	`lookup` text NOT NULL,
	`who` blob NOT NULL,
	`seen_at` integer NOT NULL,
	`unreachable_since` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_lookup` ON `accounts` (`lookup`);--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`locale` text NOT NULL,
	`silence` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `team` (
	`community` text NOT NULL,
	`person` text NOT NULL,
	`role` text NOT NULL,
	`by_role` text,
	`since` integer NOT NULL,
	PRIMARY KEY(`community`, `person`, `role`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
