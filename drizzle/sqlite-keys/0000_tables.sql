CREATE TABLE `case_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`wrapped` blob NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_keys_made` ON `case_keys` (`made_at`);--> statement-breakpoint
CREATE TABLE `key_marks` (
	`id` text PRIMARY KEY NOT NULL,
	`value` blob NOT NULL
);
