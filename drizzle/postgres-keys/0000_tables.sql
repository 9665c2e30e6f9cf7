CREATE TABLE "case_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_marks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_keys_made" ON "case_keys" USING btree ("made_at");