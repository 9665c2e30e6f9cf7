CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `absences_person` ON `absences` (`person`,`end`);--> statement-breakpoint
CREATE TABLE `habits` (
	`person` text PRIMARY KEY NOT NULL,
	`zone` text,
	`quiet` text NOT NULL,
	`languages` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ties` (
	`id` text PRIMARY KEY NOT NULL,
	`by_person` text NOT NULL,
	`other` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE INDEX `ties_by` ON `ties` (`by_person`);--> statement-breakpoint
CREATE INDEX `ties_other` ON `ties` (`other`);--> statement-breakpoint
CREATE TABLE `trainings` (
	`community` text NOT NULL,
	`person` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`community`, `person`)
);
--> statement-breakpoint
CREATE TABLE `escalation_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`community` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `escalation_partners` (
	`community` text PRIMARY KEY NOT NULL,
	`partner` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `escalation_partners_partner` ON `escalation_partners` (`partner`);--> statement-breakpoint
CREATE TABLE `escalation_policies` (
	`community` text NOT NULL,
	`level` text NOT NULL,
	`policy` text NOT NULL,
	PRIMARY KEY(`community`, `level`)
);
--> statement-breakpoint
CREATE TABLE `claims` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`asked_of` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `rota_alarms` (
	`id` text PRIMARY KEY NOT NULL,
	`duty` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`count` integer NOT NULL,
	`again` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rota_alarms_duty` ON `rota_alarms` (`duty`);--> statement-breakpoint
CREATE TABLE `duties` (
	`id` text PRIMARY KEY NOT NULL,
	`community` text NOT NULL,
	`name` text NOT NULL,
	`zone` text NOT NULL,
	`seats` integer NOT NULL,
	`hours` text NOT NULL,
	`dedicated` integer NOT NULL,
	`remind` integer NOT NULL,
	`tells` integer NOT NULL,
	`told` text NOT NULL,
	`reminded_until` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duties_name` ON `duties` (`community`,`name`);--> statement-breakpoint
CREATE TABLE `rota_layers` (
	`id` text PRIMARY KEY NOT NULL,
	`duty` text NOT NULL,
	`shape` text NOT NULL,
	`begins` integer NOT NULL,
	`ends` integer
);
--> statement-breakpoint
CREATE INDEX `rota_layers_duty` ON `rota_layers` (`duty`);--> statement-breakpoint
CREATE TABLE `rota_offers` (
	`id` text PRIMARY KEY NOT NULL,
	`duty` text NOT NULL,
	`from_person` text NOT NULL,
	`to_person` text,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`back_start` integer,
	`back_end` integer,
	`note` blob,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rota_offers_duty` ON `rota_offers` (`duty`,`end`);--> statement-breakpoint
CREATE TABLE `rota_overrides` (
	`id` text PRIMARY KEY NOT NULL,
	`duty` text NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`by_person` text,
	`start` integer NOT NULL,
	`end` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rota_overrides_duty` ON `rota_overrides` (`duty`,`end`);--> statement-breakpoint
DROP INDEX `due_at`;--> statement-breakpoint
CREATE INDEX `due_at` ON `due` (`due_at`,`id`);--> statement-breakpoint
ALTER TABLE `cases` ADD `step` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `helper` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `asked_for_helper` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `routes` text;--> statement-breakpoint
CREATE INDEX `outbox_heads` ON `outbox` (`platform`,`state`,`lane`,`urgency`,`id`);