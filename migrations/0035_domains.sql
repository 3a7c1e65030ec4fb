CREATE TABLE "domain_contact" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"organization" text,
	"email" text NOT NULL,
	"address" "bytea" NOT NULL,
	"handle" bigint,
	"verification" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "domain_contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "domain" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"registrar" text NOT NULL,
	"state" text NOT NULL,
	"challenge" text,
	"proven_at" timestamp (3) with time zone,
	"owner_contact_id" text,
	"name_servers" jsonb NOT NULL,
	"registry_state" text,
	"locked" boolean NOT NULL,
	"auto_renew" boolean NOT NULL,
	"registered_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "domain" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "registrar_job" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"domain_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"request" jsonb NOT NULL,
	"auth_code" "bytea",
	"provider_job_id" bigint,
	"order_id" text,
	"price_minor" bigint,
	"price_currency" char(3),
	"refund_id" text,
	"attempt" integer NOT NULL,
	"next_at" timestamp (3) with time zone,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "registrar_job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "registrar_message" (
	"id" bigint PRIMARY KEY NOT NULL,
	"job_id" text,
	"provider_job_id" bigint,
	"subject" text,
	"what" text NOT NULL,
	"status" text,
	"words" text,
	"stid" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "registrar_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "domain_margin" (
	"ending" text PRIMARY KEY NOT NULL,
	"on_sale" boolean NOT NULL,
	"percent" integer NOT NULL,
	"at_least_minor" bigint NOT NULL,
	"ends_in_minor" integer,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "domain_margin" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "domain_price" (
	"ending" text PRIMARY KEY NOT NULL,
	"currency" char(3) NOT NULL,
	"register_cost" bigint,
	"renew_cost" bigint,
	"transfer_cost" bigint,
	"restore_cost" bigint,
	"register_price" bigint,
	"renew_price" bigint,
	"transfer_price" bigint,
	"restore_price" bigint,
	"read_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "domain_price" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "domain_contact_account" ON "domain_contact" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "domain_contact_handle" ON "domain_contact" USING btree ("handle");--> statement-breakpoint
CREATE UNIQUE INDEX "domain_of_account" ON "domain" USING btree ("account_id","name") WHERE "domain"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "domain_proven" ON "domain" USING btree ("name") WHERE "domain"."proven_at" is not null and "domain"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "domain_account" ON "domain" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "domain_expires" ON "domain" USING btree ("expires_at") WHERE "domain"."ended_at" is null and "domain"."registrar" = 'autodns';--> statement-breakpoint
CREATE UNIQUE INDEX "registrar_job_unfinished" ON "registrar_job" USING btree ("domain_id") WHERE "registrar_job"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "registrar_job_domain" ON "registrar_job" USING btree ("domain_id","id");--> statement-breakpoint
CREATE INDEX "registrar_job_order" ON "registrar_job" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "registrar_job_provider" ON "registrar_job" USING btree ("provider_job_id");--> statement-breakpoint
CREATE INDEX "registrar_job_next" ON "registrar_job" USING btree ("next_at") WHERE "registrar_job"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "registrar_message_received" ON "registrar_message" USING btree ("received_at");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "domain_contact" AS PERMISSIVE FOR ALL TO "tenant" USING ("domain_contact"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("domain_contact"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "domain_contact" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "domain_contact" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '');--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "domain" AS PERMISSIVE FOR ALL TO "tenant" USING ("domain"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("domain"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "domain" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "domain" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '');--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "registrar_job" AS PERMISSIVE FOR ALL TO "tenant" USING ("registrar_job"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("registrar_job"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "registrar_job" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "registrar_job" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '');--> statement-breakpoint
CREATE POLICY "platform_rows" ON "registrar_message" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "public_rows" ON "domain_margin" AS PERMISSIVE FOR SELECT TO "tenant", "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "domain_margin" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "public_rows" ON "domain_price" AS PERMISSIVE FOR SELECT TO "tenant", "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "domain_price" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "domain" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "domain_contact" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "registrar_job" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "domain_price" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "domain_margin" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "registrar_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "domain", "domain_contact", "registrar_job", "domain_price", "domain_margin" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "registrar_message" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT ON "domain" TO tenant;--> statement-breakpoint
GRANT UPDATE ("state", "proven_at", "challenge", "owner_contact_id", "auto_renew", "ended_at") ON "domain" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "domain_contact" TO tenant;--> statement-breakpoint
GRANT UPDATE ("kind", "first_name", "last_name", "organization", "email", "address", "verification", "changed_at") ON "domain_contact" TO tenant;--> statement-breakpoint
-- What lets a name be transferred is for the platform alone to read.
GRANT SELECT ("id", "account_id", "domain_id", "kind", "state", "request", "provider_job_id", "order_id", "price_minor", "price_currency", "refund_id", "attempt", "next_at", "failure_code", "failure_message", "created_at", "sent_at", "ended_at") ON "registrar_job" TO tenant;--> statement-breakpoint
GRANT INSERT ON "registrar_job" TO tenant;--> statement-breakpoint
GRANT UPDATE ("state", "next_at", "ended_at") ON "registrar_job" TO tenant;--> statement-breakpoint
GRANT SELECT ON "domain_price", "domain_margin" TO tenant, visitor;
