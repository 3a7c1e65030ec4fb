CREATE TABLE "challenge" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"person_id" text,
	"token_hash" "bytea",
	"value" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "challenge_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "challenge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "factor_recovery" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"token_hash" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"ready_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "factor_recovery_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "factor_recovery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "factor" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"secret" "bytea",
	"used_step" bigint,
	"credential_id" text,
	"public_key" "bytea",
	"counter" bigint,
	"transports" text[],
	"backed_up" boolean,
	"aaguid" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "factor_credential_id" UNIQUE("credential_id"),
	CONSTRAINT "factor_of_kind" CHECK (case "factor"."kind" when 'totp' then "factor"."secret" is not null and "factor"."credential_id" is null when 'passkey' then "factor"."secret" is null and "factor"."credential_id" is not null and "factor"."public_key" is not null and "factor"."counter" is not null and "factor"."confirmed_at" is not null else false end)
);
--> statement-breakpoint
ALTER TABLE "factor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "recovery_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "factor_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "password_reset_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor_recovery" ADD CONSTRAINT "factor_recovery_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor" ADD CONSTRAINT "factor_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenge_person" ON "challenge" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "challenge_expires" ON "challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "factor_recovery_open" ON "factor_recovery" USING btree ("person_id") WHERE "factor_recovery"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "factor_recovery_created" ON "factor_recovery" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "factor_person" ON "factor" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_code_of_person" ON "recovery_code" USING btree ("person_id","code_hash");--> statement-breakpoint
CREATE POLICY "door_reads" ON "data_key" AS PERMISSIVE FOR SELECT TO "visitor" USING ("data_key"."scope" = 'person' and exists (select from challenge c where c.person_id = "data_key"."scope_id" and c.purpose = 'sign_in'));--> statement-breakpoint
CREATE POLICY "door_reads" ON "wrapping_key" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "own_rows" ON "challenge" AS PERMISSIVE FOR ALL TO "tenant" USING ("challenge"."person_id" = current_setting('app.person_id', true) and "challenge"."purpose" in ('enrol', 'confirm')) WITH CHECK ("challenge"."person_id" = current_setting('app.person_id', true) and "challenge"."purpose" in ('enrol', 'confirm'));--> statement-breakpoint
CREATE POLICY "at_the_door" ON "challenge" AS PERMISSIVE FOR ALL TO "visitor" USING ("challenge"."purpose" in ('sign_in', 'passkey')) WITH CHECK ("challenge"."purpose" in ('sign_in', 'passkey'));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "challenge" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_rows" ON "factor_recovery" AS PERMISSIVE FOR ALL TO "tenant" USING ("factor_recovery"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("factor_recovery"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_asks" ON "factor_recovery" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK ("factor_recovery"."token_hash" is null and "factor_recovery"."ready_at" is null);--> statement-breakpoint
CREATE POLICY "door_reads" ON "factor_recovery" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_goes_on" ON "factor_recovery" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "factor_recovery" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_rows" ON "factor" AS PERMISSIVE FOR ALL TO "tenant" USING ("factor"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("factor"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_reads" ON "factor" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "factor" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_recovers" ON "factor" AS PERMISSIVE FOR DELETE TO "visitor" USING (exists (select from factor_recovery r where r.person_id = "factor"."person_id" and r.ready_at is not null and r.ended_at is null));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "factor" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_rows" ON "recovery_code" AS PERMISSIVE FOR ALL TO "tenant" USING ("recovery_code"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("recovery_code"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_reads" ON "recovery_code" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "recovery_code" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_recovers" ON "recovery_code" AS PERMISSIVE FOR DELETE TO "visitor" USING (exists (select from factor_recovery r where r.person_id = "recovery_code"."person_id" and r.ready_at is not null and r.ended_at is null));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "recovery_code" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "challenge" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "factor" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "factor_recovery" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "recovery_code" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "challenge", "factor", "factor_recovery", "recovery_code" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "challenge" TO tenant, visitor;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "factor" TO tenant;--> statement-breakpoint
GRANT UPDATE ("name", "used_step", "counter", "backed_up", "confirmed_at", "last_used_at") ON "factor" TO tenant;--> statement-breakpoint
GRANT SELECT, DELETE ON "factor" TO visitor;--> statement-breakpoint
GRANT UPDATE ("used_step", "counter", "backed_up", "last_used_at") ON "factor" TO visitor;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "recovery_code" TO tenant;--> statement-breakpoint
GRANT SELECT, DELETE ON "recovery_code" TO visitor;--> statement-breakpoint
GRANT UPDATE ("used_at") ON "recovery_code" TO tenant, visitor;--> statement-breakpoint
GRANT SELECT, INSERT ON "factor_recovery" TO visitor;--> statement-breakpoint
GRANT UPDATE ("ready_at", "ended_at") ON "factor_recovery" TO visitor;--> statement-breakpoint
GRANT SELECT ON "factor_recovery" TO tenant;--> statement-breakpoint
GRANT UPDATE ("ended_at") ON "factor_recovery" TO tenant;--> statement-breakpoint
GRANT UPDATE ("token_hash", "confirmed_at") ON "session" TO tenant;--> statement-breakpoint
GRANT UPDATE ("password_reset_at") ON "person" TO tenant, visitor;--> statement-breakpoint
GRANT UPDATE ("factor_required") ON "account" TO tenant;--> statement-breakpoint
-- Wrapped by KMS, and useless without it: a code at the door is compared with what these seal.
GRANT SELECT ON "data_key", "wrapping_key" TO visitor;
