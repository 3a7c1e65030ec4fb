CREATE TABLE "cron_job" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"name" text NOT NULL,
	"schedule" text NOT NULL,
	"time_zone" text NOT NULL,
	"command" text NOT NULL,
	"part" text,
	"seconds" integer NOT NULL,
	"paused" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cron_job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cron_sheet" (
	"service_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"wanted" integer NOT NULL,
	"applied" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cron_sheet" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_run" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"job_id" text,
	"label" text NOT NULL,
	"command" text NOT NULL,
	"part" text,
	"seconds" integer NOT NULL,
	"requested_by" jsonb,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"exit_code" integer,
	"reason" text,
	"failures" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "service_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "cron_job_service" ON "cron_job" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "cron_sheet_behind" ON "cron_sheet" USING btree ("service_id") WHERE "cron_sheet"."applied" < "cron_sheet"."wanted";--> statement-breakpoint
CREATE UNIQUE INDEX "service_run_label" ON "service_run" USING btree ("service_id","label");--> statement-breakpoint
CREATE UNIQUE INDEX "service_run_command" ON "service_run" USING btree ("service_id") WHERE "service_run"."ended_at" is null and "service_run"."job_id" is null;--> statement-breakpoint
CREATE INDEX "service_run_job" ON "service_run" USING btree ("job_id","started_at");--> statement-breakpoint
CREATE INDEX "service_run_started" ON "service_run" USING btree ("service_id","started_at");--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "cron_job" AS PERMISSIVE FOR ALL TO "tenant" USING ("cron_job"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("cron_job"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "cron_job" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "cron_job" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "cron_job"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "cron_sheet" AS PERMISSIVE FOR ALL TO "tenant" USING ("cron_sheet"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("cron_sheet"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "cron_sheet" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "cron_sheet" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "cron_sheet"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_run" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_run"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_run"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_run" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_run" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_run"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "cron_job" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cron_sheet" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service_run" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "cron_job", "cron_sheet", "service_run" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "cron_job" TO tenant;--> statement-breakpoint
GRANT UPDATE ("name", "schedule", "time_zone", "command", "part", "seconds", "paused") ON "cron_job" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT ON "cron_sheet", "service_run" TO tenant;--> statement-breakpoint
GRANT UPDATE ("wanted", "applied") ON "cron_sheet" TO tenant;--> statement-breakpoint
GRANT UPDATE ("ended_at", "exit_code", "reason") ON "service_run" TO tenant;
