CREATE TABLE "email_change" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"session_id" text NOT NULL,
	"old_email" text NOT NULL,
	"new_email" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"proof_hash" "bytea",
	"approval_hash" "bytea",
	"proven_at" timestamp (3) with time zone,
	"approved_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "email_change_proof_hash" UNIQUE("proof_hash"),
	CONSTRAINT "email_change_approval_hash" UNIQUE("approval_hash")
);
--> statement-breakpoint
ALTER TABLE "email_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "registration" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"token_hash" "bytea",
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "registration_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "registration" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_change_person" ON "email_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "email_change_created" ON "email_change" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "registration_email" ON "registration" USING btree ("email","created_at");--> statement-breakpoint
CREATE INDEX "registration_created" ON "registration" USING btree ("created_at");--> statement-breakpoint
CREATE POLICY "own_rows" ON "email_change" AS PERMISSIVE FOR ALL TO "tenant" USING ("email_change"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("email_change"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_reads" ON "email_change" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_confirms" ON "email_change" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "email_change" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_asks" ON "registration" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK ("registration"."person_id" is null and "registration"."token_hash" is null);--> statement-breakpoint
CREATE POLICY "door_reads" ON "registration" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "registration" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "registration" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "registration" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "registration" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT ON "registration" TO visitor;--> statement-breakpoint
GRANT UPDATE ("used_at") ON "registration" TO visitor;--> statement-breakpoint
ALTER TABLE "email_change" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "email_change" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT ON "email_change" TO tenant;--> statement-breakpoint
GRANT UPDATE ("ended_at", "outcome") ON "email_change" TO tenant;--> statement-breakpoint
GRANT SELECT ON "email_change" TO visitor;--> statement-breakpoint
GRANT UPDATE ("proven_at", "approved_at", "ended_at", "outcome") ON "email_change" TO visitor;--> statement-breakpoint
GRANT UPDATE ("name") ON "person" TO tenant;--> statement-breakpoint
GRANT UPDATE ("email", "email_verified_at") ON "person" TO visitor;
