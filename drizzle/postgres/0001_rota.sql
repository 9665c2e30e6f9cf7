CREATE TABLE "absences" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"end" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "habits" (
	"person" text COLLATE "C" PRIMARY KEY NOT NULL,
	"zone" text COLLATE "C",
	"quiet" text COLLATE "C" NOT NULL,
	"languages" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ties" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by_person" text COLLATE "C" NOT NULL,
	"other" text COLLATE "C" NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"community" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "trainings_community_person_pk" PRIMARY KEY("community","person")
);
--> statement-breakpoint
CREATE TABLE "escalation_codes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "escalation_partners" (
	"community" text COLLATE "C" PRIMARY KEY NOT NULL,
	"partner" text COLLATE "C" NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "escalation_policies" (
	"community" text COLLATE "C" NOT NULL,
	"level" text COLLATE "C" NOT NULL,
	"policy" text COLLATE "C" NOT NULL,
	CONSTRAINT "escalation_policies_community_level_pk" PRIMARY KEY("community","level")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"asked_of" text COLLATE "C",
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rota_alarms" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"duty" text COLLATE "C" NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"end" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"again" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"zone" text COLLATE "C" NOT NULL,
	"seats" bigint NOT NULL,
	"hours" text COLLATE "C" NOT NULL,
	"dedicated" boolean NOT NULL,
	"remind" bigint NOT NULL,
	"tells" boolean NOT NULL,
	"told" text COLLATE "C" NOT NULL,
	"reminded_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rota_layers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"duty" text COLLATE "C" NOT NULL,
	"shape" text COLLATE "C" NOT NULL,
	"begins" timestamp (3) with time zone NOT NULL,
	"ends" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rota_offers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"duty" text COLLATE "C" NOT NULL,
	"from_person" text COLLATE "C" NOT NULL,
	"to_person" text COLLATE "C",
	"start" timestamp (3) with time zone NOT NULL,
	"end" timestamp (3) with time zone NOT NULL,
	"back_start" timestamp (3) with time zone,
	"back_end" timestamp (3) with time zone,
	"note" "bytea",
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rota_overrides" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"duty" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"by_person" text COLLATE "C",
	"start" timestamp (3) with time zone NOT NULL,
	"end" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "due_at";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "step" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "helper" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "asked_for_helper" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "routes" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_person" ON "absences" USING btree ("person","end");--> statement-breakpoint
CREATE INDEX "ties_by" ON "ties" USING btree ("by_person");--> statement-breakpoint
CREATE INDEX "ties_other" ON "ties" USING btree ("other");--> statement-breakpoint
CREATE INDEX "escalation_partners_partner" ON "escalation_partners" USING btree ("partner");--> statement-breakpoint
CREATE INDEX "rota_alarms_duty" ON "rota_alarms" USING btree ("duty");--> statement-breakpoint
CREATE UNIQUE INDEX "duties_name" ON "duties" USING btree ("community","name");--> statement-breakpoint
CREATE INDEX "rota_layers_duty" ON "rota_layers" USING btree ("duty");--> statement-breakpoint
CREATE INDEX "rota_offers_duty" ON "rota_offers" USING btree ("duty","end");--> statement-breakpoint
CREATE INDEX "rota_overrides_duty" ON "rota_overrides" USING btree ("duty","end");--> statement-breakpoint
CREATE INDEX "outbox_heads" ON "outbox" USING btree ("platform","state","lane","urgency","id");--> statement-breakpoint
CREATE INDEX "due_at" ON "due" USING btree ("due_at","id");