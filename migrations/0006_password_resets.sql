CREATE TABLE "password_reset" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"token_hash" "bytea",
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "password_reset_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "password_reset" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "password_reset_person" ON "password_reset" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "password_reset_created" ON "password_reset" USING btree ("created_at");--> statement-breakpoint
CREATE POLICY "door_asks" ON "password_reset" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK ("password_reset"."person_id" is null and "password_reset"."token_hash" is null);--> statement-breakpoint
CREATE POLICY "door_reads" ON "password_reset" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "password_reset" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "password_reset" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "password_reset" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "password_reset" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT ON "password_reset" TO visitor;--> statement-breakpoint
GRANT UPDATE ("used_at") ON "password_reset" TO visitor;
