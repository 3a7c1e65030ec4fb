CREATE TABLE "service_entrant" (
	"service_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_entrant_once" PRIMARY KEY("service_id","name")
);
--> statement-breakpoint
ALTER TABLE "service_entrant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_front" (
	"service_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"primary_host" text,
	"redirects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"maintenance" boolean DEFAULT false NOT NULL,
	"pass" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "service_front" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_host" (
	"service_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"challenge" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "service_host_once" PRIMARY KEY("service_id","name")
);
--> statement-breakpoint
ALTER TABLE "service_host" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "service_entrant_account" ON "service_entrant" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_host_verified" ON "service_host" USING btree ("name") WHERE "service_host"."verified_at" is not null;--> statement-breakpoint
CREATE INDEX "service_host_account" ON "service_host" USING btree ("account_id");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_entrant" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_entrant"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_entrant"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_entrant" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_entrant" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_entrant"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_front" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_front"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_front"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_front" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_front" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_front"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_host" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_host"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_host"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_host" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_host" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_host"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "service_front" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_front" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_front" TO platform;--> statement-breakpoint
ALTER TABLE "service_host" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_host" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_host" TO platform;--> statement-breakpoint
ALTER TABLE "service_entrant" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_entrant" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "service_entrant" TO platform;
