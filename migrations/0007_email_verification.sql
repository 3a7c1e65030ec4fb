CREATE TABLE "email_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"email" text NOT NULL,
	"token_hash" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "email_verification_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "email_verification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "email_verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "email_verification" ADD CONSTRAINT "email_verification_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_verification_person" ON "email_verification" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "email_verification_created" ON "email_verification" USING btree ("created_at");--> statement-breakpoint
CREATE POLICY "own_rows" ON "email_verification" AS PERMISSIVE FOR ALL TO "tenant" USING ("email_verification"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("email_verification"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_asks" ON "email_verification" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK ("email_verification"."token_hash" is null);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "email_verification" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "email_verification" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "email_verification" TO platform;--> statement-breakpoint
GRANT INSERT ON "email_verification" TO visitor;--> statement-breakpoint
GRANT SELECT, INSERT ON "email_verification" TO tenant;--> statement-breakpoint
GRANT UPDATE ("used_at") ON "email_verification" TO tenant;--> statement-breakpoint
GRANT UPDATE ("email_verified_at") ON "person" TO tenant;
