CREATE TABLE "sso_connection" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret" "bytea" NOT NULL,
	"claim" text DEFAULT '' NOT NULL,
	"roles" jsonb NOT NULL,
	"default_role" text,
	"trusts_factors" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"enforced" boolean DEFAULT false NOT NULL,
	"tested_at" timestamp (3) with time zone,
	"provider_since" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_connection_account" UNIQUE NULLS NOT DISTINCT("account_id"),
	CONSTRAINT "sso_connection_tested" CHECK (not "sso_connection"."enabled" or "sso_connection"."tested_at" is not null),
	CONSTRAINT "sso_connection_enforced" CHECK (not "sso_connection"."enforced" or "sso_connection"."enabled")
);
--> statement-breakpoint
ALTER TABLE "sso_connection" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sso_domain" (
	"id" text PRIMARY KEY NOT NULL,
	"connection_id" text NOT NULL,
	"account_id" text,
	"name" text NOT NULL,
	"challenge" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_domain_once" UNIQUE("connection_id","name")
);
--> statement-breakpoint
ALTER TABLE "sso_domain" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sso_identity" (
	"connection_id" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_identity_connection_id_subject_pk" PRIMARY KEY("connection_id","subject"),
	CONSTRAINT "sso_identity_person" UNIQUE("connection_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "sso_identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sso_sign_in" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"connection_id" text NOT NULL,
	"purpose" text NOT NULL,
	"person_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"subject" text,
	"email" text,
	"connected_at" timestamp (3) with time zone,
	CONSTRAINT "sso_sign_in_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "sso_sign_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "sso_connection_id" text;--> statement-breakpoint
ALTER TABLE "sso_domain" ADD CONSTRAINT "sso_domain_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identity" ADD CONSTRAINT "sso_identity_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_sign_in" ADD CONSTRAINT "sso_sign_in_connection_id_sso_connection_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sso_domain_verified" ON "sso_domain" USING btree ("name") WHERE "sso_domain"."verified_at" is not null;--> statement-breakpoint
CREATE INDEX "sso_identity_of_person" ON "sso_identity" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sso_sign_in_expires" ON "sso_sign_in" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "sso_connection" AS PERMISSIVE FOR ALL TO "tenant" USING ("sso_connection"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("sso_connection"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "sso_connection" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_reads" ON "sso_connection" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "sso_domain" AS PERMISSIVE FOR ALL TO "tenant" USING ("sso_domain"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("sso_domain"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "sso_domain" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_connection_reads" ON "sso_identity" AS PERMISSIVE FOR SELECT TO "tenant" USING (exists (select from sso_connection c where c.id = "sso_identity"."connection_id"));--> statement-breakpoint
CREATE POLICY "own_connection_forgets" ON "sso_identity" AS PERMISSIVE FOR DELETE TO "tenant" USING (exists (select from sso_connection c where c.id = "sso_identity"."connection_id"));--> statement-breakpoint
CREATE POLICY "own_rows" ON "sso_identity" AS PERMISSIVE FOR INSERT TO "tenant" WITH CHECK ("sso_identity"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "sso_identity" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_connection" ON "sso_sign_in" AS PERMISSIVE FOR INSERT TO "tenant" WITH CHECK ("sso_sign_in"."purpose" = 'test' and exists (select from sso_connection c where c.id = "sso_sign_in"."connection_id"));--> statement-breakpoint
CREATE POLICY "own_address_reads" ON "sso_sign_in" AS PERMISSIVE FOR SELECT TO "tenant" USING ("sso_sign_in"."email" = (select p.email from person p where p.id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "own_address_connects" ON "sso_sign_in" AS PERMISSIVE FOR UPDATE TO "tenant" USING ("sso_sign_in"."email" = (select p.email from person p where p.id = current_setting('app.person_id', true))) WITH CHECK ("sso_sign_in"."email" = (select p.email from person p where p.id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "sso_sign_in" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "sso_connection" ADD CONSTRAINT "sso_connection_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identity" ADD CONSTRAINT "sso_identity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_sso_connection_id_sso_connection_id_fk" FOREIGN KEY ("sso_connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_sso_connection" ON "session" USING btree ("sso_connection_id") WHERE "sso_connection_id" is not null;--> statement-breakpoint
ALTER TABLE "sso_connection" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sso_domain" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sso_identity" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sso_sign_in" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_connection", "sso_domain", "sso_identity", "sso_sign_in" TO platform;--> statement-breakpoint
GRANT SELECT ("id", "account_id", "issuer", "client_id", "claim", "roles", "default_role", "trusts_factors", "enabled", "enforced", "tested_at", "provider_since", "created_at") ON "sso_connection" TO tenant;--> statement-breakpoint
GRANT INSERT, DELETE ON "sso_connection" TO tenant;--> statement-breakpoint
GRANT UPDATE ("issuer", "client_id", "client_secret", "claim", "roles", "default_role", "trusts_factors", "enabled", "enforced", "tested_at", "provider_since") ON "sso_connection" TO tenant;--> statement-breakpoint
GRANT SELECT ("id", "account_id", "enabled", "enforced", "provider_since") ON "sso_connection" TO visitor;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "sso_domain" TO tenant;--> statement-breakpoint
GRANT UPDATE ("verified_at") ON "sso_domain" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "sso_identity" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT ON "sso_sign_in" TO tenant;--> statement-breakpoint
GRANT UPDATE ("connected_at") ON "sso_sign_in" TO tenant;
