CREATE TABLE "audit" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text COLLATE "C",
	"action" text COLLATE "C" NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"facts" "bytea"
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"flow" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"step" text COLLATE "C" NOT NULL,
	"turn" bigint NOT NULL,
	"answers" "bytea" NOT NULL,
	"touched_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "due" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"key" text COLLATE "C",
	"job" text COLLATE "C" NOT NULL,
	"args" text COLLATE "C" NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"late" text COLLATE "C" NOT NULL,
	"tries" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"done" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "faults" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"label" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"event" text COLLATE "C" NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"body" "bytea",
	"received_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"tries" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keep" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"shelf" text COLLATE "C" NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"lane" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C" NOT NULL,
	"urgency" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C",
	"group_name" text COLLATE "C",
	"duty" boolean NOT NULL,
	"told" boolean DEFAULT false NOT NULL,
	"hinted" boolean DEFAULT false NOT NULL,
	"body" "bytea",
	"receipt" "bytea",
	"stands" text COLLATE "C",
	"tries" bigint DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"unsure_since" timestamp (3) with time zone,
	"made_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"body" "bytea" NOT NULL,
	"person" text COLLATE "C",
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_calls" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by_person" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"pseudonym" text COLLATE "C" NOT NULL,
	"reporter" text COLLATE "C",
	"urgent" boolean NOT NULL,
	"staffed" boolean NOT NULL,
	"severity" bigint,
	"topic" text COLLATE "C",
	"facts" "bytea",
	"made_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"waiting_since" timestamp (3) with time zone,
	"paged_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"outcome" text COLLATE "C",
	"assessment" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_entries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"case_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"by_person" text COLLATE "C",
	"body" "bytea" NOT NULL,
	"amends" text COLLATE "C",
	"taken_back" boolean NOT NULL,
	"message" text COLLATE "C",
	"chain" text COLLATE "C" NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_evidence" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"case_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"about" "bytea" NOT NULL,
	"content" "bytea"
);
--> statement-breakpoint
CREATE TABLE "case_proposals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"case_id" text COLLATE "C" NOT NULL,
	"by_person" text COLLATE "C" NOT NULL,
	"body" "bytea" NOT NULL,
	"taken_back" boolean NOT NULL,
	"sent_as" text COLLATE "C",
	"message" text COLLATE "C" NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_people" (
	"case_id" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"from_person" text COLLATE "C",
	"active" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_people_case_id_person_role_pk" PRIMARY KEY("case_id","person","role")
);
--> statement-breakpoint
CREATE TABLE "case_unsaid" (
	"message" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"settings" text COLLATE "C" NOT NULL,
	"settled" text COLLATE "C" NOT NULL,
	"announced_at" timestamp (3) with time zone,
	"outage" text COLLATE "C",
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "first_words" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"message" text COLLATE "C",
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guesses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by_person" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"person" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C",
	"shares" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "readers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"people" "bytea",
	"invites" boolean NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "servers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community" text COLLATE "C" NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"about" "bytea" NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"platform" text COLLATE "C" NOT NULL,
	"lookup" text COLLATE "C" NOT NULL,
	"who" "bytea" NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"unreachable_since" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"locale" text COLLATE "C" NOT NULL,
	"silence" text COLLATE "C" NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team" (
	"community" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"by_role" text COLLATE "C",
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "team_community_person_role_pk" PRIMARY KEY("community","person","role")
);
--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "servers" ADD CONSTRAINT "servers_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_about" ON "audit" USING btree ("about");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_person" ON "conversations" USING btree ("person","flow");--> statement-breakpoint
CREATE UNIQUE INDEX "due_key" ON "due" USING btree ("key");--> statement-breakpoint
CREATE INDEX "due_at" ON "due" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "erasures_pending" ON "erasures" USING btree ("done","at");--> statement-breakpoint
CREATE INDEX "faults_at" ON "faults" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_event" ON "inbox" USING btree ("event");--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("done_at","id");--> statement-breakpoint
CREATE INDEX "keep_shelf" ON "keep" USING btree ("platform","shelf");--> statement-breakpoint
CREATE INDEX "outbox_ready" ON "outbox" USING btree ("platform","state","urgency","id");--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","state","urgency","id");--> statement-breakpoint
CREATE INDEX "outbox_person" ON "outbox" USING btree ("person","state");--> statement-breakpoint
CREATE INDEX "outbox_group" ON "outbox" USING btree ("group_name");--> statement-breakpoint
CREATE INDEX "outbox_stands" ON "outbox" USING btree ("stands");--> statement-breakpoint
CREATE INDEX "tokens_expiry" ON "tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tokens_person" ON "tokens" USING btree ("person");--> statement-breakpoint
CREATE INDEX "case_calls_by" ON "case_calls" USING btree ("by_person","at");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_code" ON "cases" USING btree ("code");--> statement-breakpoint
CREATE INDEX "cases_topic" ON "cases" USING btree ("topic");--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("community","state","staffed");--> statement-breakpoint
CREATE INDEX "cases_reporter" ON "cases" USING btree ("reporter","state");--> statement-breakpoint
CREATE INDEX "case_entries_case" ON "case_entries" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "case_entries_message" ON "case_entries" USING btree ("message");--> statement-breakpoint
CREATE INDEX "case_evidence_case" ON "case_evidence" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "case_proposals_case" ON "case_proposals" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "case_proposals_message" ON "case_proposals" USING btree ("message");--> statement-breakpoint
CREATE INDEX "case_people_person" ON "case_people" USING btree ("person","active");--> statement-breakpoint
CREATE INDEX "case_unsaid_at" ON "case_unsaid" USING btree ("at");--> statement-breakpoint
CREATE INDEX "first_words_person" ON "first_words" USING btree ("person");--> statement-breakpoint
CREATE INDEX "first_words_message" ON "first_words" USING btree ("message");--> statement-breakpoint
CREATE INDEX "guesses_by" ON "guesses" USING btree ("by_person");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_lookup" ON "accounts" USING btree ("lookup");--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("person");