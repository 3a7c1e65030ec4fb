CREATE TABLE "acme_account" (
	"directory" text PRIMARY KEY NOT NULL,
	"private_key" "bytea" NOT NULL,
	"url" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "acme_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "certificate" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"names" text[] NOT NULL,
	"method" text NOT NULL,
	"state" text NOT NULL,
	"chain" text,
	"private_key" "bytea",
	"directory" text,
	"not_before" timestamp (3) with time zone,
	"not_after" timestamp (3) with time zone,
	"renew_at" timestamp (3) with time zone,
	"failures" integer NOT NULL,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "certificate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "certificate_order" (
	"id" text PRIMARY KEY NOT NULL,
	"certificate_id" text NOT NULL,
	"account_id" text NOT NULL,
	"directory" text NOT NULL,
	"url" text,
	"private_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "certificate_order" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "zone" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"domain_id" text NOT NULL,
	"name" text NOT NULL,
	"hosted" text NOT NULL,
	"version" integer NOT NULL,
	"name_servers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"drift" jsonb,
	"foreign" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"dnssec" boolean DEFAULT false NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_token" text,
	"lease_until" timestamp (3) with time zone,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "zone" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "zone_change" (
	"id" text PRIMARY KEY NOT NULL,
	"zone_id" text NOT NULL,
	"account_id" text NOT NULL,
	"cause" text NOT NULL,
	"state" text NOT NULL,
	"removes" jsonb NOT NULL,
	"adds" jsonb NOT NULL,
	"version" integer,
	"requested_by" jsonb NOT NULL,
	"undoes" text,
	"owner" text,
	"due_at" timestamp (3) with time zone,
	"reverts_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	"failure_code" text,
	"failure_message" text
);
--> statement-breakpoint
ALTER TABLE "zone_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "zone_record" (
	"id" text PRIMARY KEY NOT NULL,
	"zone_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"ttl" integer NOT NULL,
	"data" text NOT NULL,
	"owner" text,
	"reason" text,
	"seen_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "zone_record" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "certificate_order" ADD CONSTRAINT "certificate_order_certificate_id_certificate_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificate"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_names" ON "certificate" USING btree ("account_id","names","method");--> statement-breakpoint
CREATE INDEX "certificate_by_name" ON "certificate" USING gin ("names");--> statement-breakpoint
CREATE INDEX "certificate_renewal" ON "certificate" USING btree ("renew_at") WHERE "certificate"."renew_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_order_open" ON "certificate_order" USING btree ("certificate_id") WHERE "certificate_order"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "zone_name" ON "zone" USING btree ("name") WHERE "zone"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "zone_domain" ON "zone" USING btree ("domain_id");--> statement-breakpoint
CREATE INDEX "zone_account" ON "zone" USING btree ("account_id","name");--> statement-breakpoint
CREATE INDEX "zone_checked" ON "zone" USING btree ("checked_at");--> statement-breakpoint
CREATE INDEX "zone_change_zone" ON "zone_change" USING btree ("zone_id","id");--> statement-breakpoint
CREATE INDEX "zone_change_open" ON "zone_change" USING btree ("zone_id") WHERE "zone_change"."state" in ('scheduled', 'pending');--> statement-breakpoint
CREATE INDEX "zone_change_reverts" ON "zone_change" USING btree ("zone_id") WHERE "zone_change"."reverts_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "zone_record_once" ON "zone_record" USING btree ("zone_id","name","type",md5("data"));--> statement-breakpoint
CREATE INDEX "zone_record_owner" ON "zone_record" USING btree ("owner") WHERE "zone_record"."owner" is not null;--> statement-breakpoint
CREATE POLICY "platform_rows" ON "acme_account" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "certificate" AS PERMISSIVE FOR ALL TO "tenant" USING ("certificate"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("certificate"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "certificate" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "certificate_order" AS PERMISSIVE FOR ALL TO "tenant" USING ("certificate_order"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("certificate_order"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "certificate_order" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "zone" AS PERMISSIVE FOR ALL TO "tenant" USING ("zone"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("zone"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "zone" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "zone_change" AS PERMISSIVE FOR ALL TO "tenant" USING ("zone_change"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("zone_change"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "zone_change" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "zone_record" AS PERMISSIVE FOR ALL TO "tenant" USING ("zone_record"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("zone_record"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "zone_record" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "zone" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "zone_record" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "zone_change" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "zone", "zone_record", "zone_change" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "zone", "zone_record" TO tenant;--> statement-breakpoint
GRANT UPDATE ("version", "hosted", "drift", "ended_at") ON "zone" TO tenant;--> statement-breakpoint
GRANT UPDATE ("owner", "reason") ON "zone_record" TO tenant;--> statement-breakpoint
-- What was asked for stays asked for, by whom it was.
GRANT SELECT, INSERT ON "zone_change" TO tenant;--> statement-breakpoint
GRANT UPDATE ("state", "reverts_at") ON "zone_change" TO tenant;
