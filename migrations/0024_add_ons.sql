CREATE TABLE "add_on" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"template" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"memory_mb" integer NOT NULL,
	"password" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	CONSTRAINT "add_on_once" UNIQUE("service_id","template")
);
--> statement-breakpoint
ALTER TABLE "add_on" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "template_secret" (
	"service_id" text NOT NULL,
	"name" text NOT NULL,
	"account_id" text NOT NULL,
	"value" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "template_secret_service_id_name_pk" PRIMARY KEY("service_id","name")
);
--> statement-breakpoint
ALTER TABLE "template_secret" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "add_on" AS PERMISSIVE FOR ALL TO "tenant" USING ("add_on"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("add_on"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "add_on" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "add_on" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "add_on"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "template_secret" AS PERMISSIVE FOR ALL TO "tenant" USING ("template_secret"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("template_secret"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "template_secret" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "template_secret" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "template_secret"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "add_on" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "template_secret" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Passwords are for whoever talks to nodes: members see that there is a database, and add one.
GRANT SELECT ("id", "account_id", "service_id", "template", "parameters", "memory_mb", "created_at", "started_at") ON "add_on" TO tenant;--> statement-breakpoint
GRANT INSERT ON "add_on" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "add_on" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "template_secret" TO platform;
