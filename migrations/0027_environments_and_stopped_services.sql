CREATE TABLE "secret_variable" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"name" text NOT NULL,
	"value" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "secret_variable" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "secrets" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "stopped_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "secret_variable_service" ON "secret_variable" USING btree ("service_id");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "secret_variable" AS PERMISSIVE FOR ALL TO "tenant" USING ("secret_variable"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("secret_variable"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "secret_variable" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "secret_variable" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "secret_variable"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "secret_variable" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "secret_variable" TO platform;--> statement-breakpoint
-- What is sealed is for the platform alone to read.
GRANT SELECT ("id", "account_id", "service_id", "name", "created_at") ON "secret_variable" TO tenant;--> statement-breakpoint
GRANT INSERT ON "secret_variable" TO tenant;--> statement-breakpoint
-- What becomes a secret is one in releases that are kept, too.
GRANT UPDATE ("environment", "secrets") ON "release" TO tenant;
