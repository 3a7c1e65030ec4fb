CREATE TABLE "audit_personal" (
	"digest" text PRIMARY KEY NOT NULL,
	"salt" text NOT NULL,
	"value" text NOT NULL,
	"account_id" text,
	"person_id" text
);
--> statement-breakpoint
ALTER TABLE "audit_personal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_verified" (
	"chain" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"verified_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_verified" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_check" ADD COLUMN "up_to_date" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_check" ADD COLUMN "began_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_check" ADD COLUMN "place" jsonb;--> statement-breakpoint
CREATE INDEX "audit_personal_account" ON "audit_personal" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_personal_person" ON "audit_personal" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "audit_personal_value" ON "audit_personal" USING btree ("value");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "audit_personal" AS PERMISSIVE FOR ALL TO "tenant" USING ("audit_personal"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("audit_personal"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "audit_personal" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "person_writes" ON "audit_personal" AS PERMISSIVE FOR INSERT TO "tenant" WITH CHECK ("audit_personal"."account_id" is null and coalesce(current_setting('app.account_id', true), '') = '');--> statement-breakpoint
CREATE POLICY "visitor_writes" ON "audit_personal" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "audit_verified" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "audit_verified" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_personal" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Who reads the log for the platform says how far it came.
GRANT SELECT, INSERT, UPDATE ON "audit_verified" TO platform;--> statement-breakpoint
-- Nobody changes what was recorded; erasure deletes it.
GRANT SELECT, INSERT, DELETE ON "audit_personal" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT ON "audit_personal" TO tenant;--> statement-breakpoint
GRANT INSERT ON "audit_personal" TO visitor;--> statement-breakpoint
-- What tax law wants kept no more.
GRANT DELETE ON "order", "service", "operation" TO platform;
