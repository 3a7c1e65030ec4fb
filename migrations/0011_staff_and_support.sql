CREATE TABLE "customer_note" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customer_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_check" (
	"id" text PRIMARY KEY NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"milliseconds" integer NOT NULL,
	"finished" boolean NOT NULL,
	"chains" integer NOT NULL,
	"rows" bigint NOT NULL,
	"breaks" integer NOT NULL,
	"places" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_check" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "acting" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text,
	"person_id" text NOT NULL,
	"account_id" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "acting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"token_hash" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_invitation_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "staff_invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "support_access" text DEFAULT 'granted' NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "support_access_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "deactivated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "customer_note" ADD CONSTRAINT "customer_note_customer_id_account_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acting" ADD CONSTRAINT "acting_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_note_customer" ON "customer_note" USING btree ("customer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "acting_of_session" ON "acting" USING btree ("session_id") WHERE "acting"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "acting_of_account" ON "acting" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "staff_invitation_person" ON "staff_invitation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "staff_invitation_created" ON "staff_invitation" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_log_person" ON "audit_log" USING btree (("actor" ->> 'personId'),"id");--> statement-breakpoint
CREATE POLICY "platform_rows" ON "customer_note" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "audit_check" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "acting" AS PERMISSIVE FOR ALL TO "tenant" USING ("acting"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("acting"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "acting" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_reads" ON "acting" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_ends" ON "acting" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_reads" ON "staff_invitation" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "staff_invitation" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "staff_invitation" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "customer_note" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_check" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "acting" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "staff_invitation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "customer_note", "acting", "staff_invitation" TO platform;--> statement-breakpoint
-- What was found stays found, until it is old.
GRANT SELECT, INSERT, DELETE ON "audit_check" TO platform;--> statement-breakpoint
GRANT SELECT ON "acting" TO tenant, visitor;--> statement-breakpoint
GRANT UPDATE ("ended_at") ON "acting" TO tenant, visitor;--> statement-breakpoint
GRANT UPDATE ("support_access", "support_access_until") ON "account" TO tenant;--> statement-breakpoint
GRANT SELECT ON "staff_invitation" TO visitor;--> statement-breakpoint
GRANT UPDATE ("used_at") ON "staff_invitation" TO visitor;--> statement-breakpoint
-- Whoever comes by the link of an appointment says what they are called, and has shown that they read its mail.
GRANT UPDATE ("name", "email_verified_at") ON "person" TO visitor;
