CREATE TABLE "build" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"release_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"url" text NOT NULL,
	"branch" text NOT NULL,
	"folder" text NOT NULL,
	"revision" jsonb,
	"cursor" text,
	"starts" integer NOT NULL,
	"log_first" integer NOT NULL,
	"log_next" integer NOT NULL,
	"log_bytes" integer NOT NULL,
	"image" text NOT NULL,
	"image_kept" boolean NOT NULL,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "build_release" UNIQUE("release_id")
);
--> statement-breakpoint
ALTER TABLE "build" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "build_log" (
	"build_id" text NOT NULL,
	"chunk" integer NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"bytes" integer NOT NULL,
	"lines" jsonb NOT NULL,
	CONSTRAINT "build_log_build_id_chunk_pk" PRIMARY KEY("build_id","chunk")
);
--> statement-breakpoint
ALTER TABLE "build_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"url" text NOT NULL,
	"branch" text NOT NULL,
	"folder" text NOT NULL,
	"public_key" text,
	"private_key" "bytea",
	"host_key" text,
	"token" "bytea",
	"has_token" boolean NOT NULL,
	"deploys_on_push" boolean NOT NULL,
	"hook" text NOT NULL,
	"hook_secret" "bytea" NOT NULL,
	"hook_seen_at" timestamp (3) with time zone,
	"pushed_commit" text,
	"pushed_at" timestamp (3) with time zone,
	"push_waits" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "source_service" UNIQUE("service_id"),
	CONSTRAINT "source_hook" UNIQUE("hook")
);
--> statement-breakpoint
ALTER TABLE "source" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "commit" jsonb;--> statement-breakpoint
ALTER TABLE "build_log" ADD CONSTRAINT "build_log_build_id_build_id_fk" FOREIGN KEY ("build_id") REFERENCES "public"."build"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "build_service" ON "build" USING btree ("service_id","id");--> statement-breakpoint
CREATE INDEX "build_image" ON "build" USING btree ("service_id") WHERE "build"."image_kept";--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "build" AS PERMISSIVE FOR ALL TO "tenant" USING ("build"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("build"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "build" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "build" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "build"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "build_log" AS PERMISSIVE FOR ALL TO "tenant" USING ("build_log"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("build_log"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "build_log" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "build_log" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "build_log"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "source" AS PERMISSIVE FOR ALL TO "tenant" USING ("source"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("source"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "source" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "source" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "source"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "source" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "build" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "build_log" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "source", "build", "build_log" TO platform;--> statement-breakpoint
-- What is sealed is for the platform alone to read.
GRANT SELECT ("id", "account_id", "service_id", "url", "branch", "folder", "public_key", "host_key", "has_token", "deploys_on_push", "hook", "hook_seen_at", "pushed_commit", "pushed_at", "push_waits", "created_at") ON "source" TO tenant;--> statement-breakpoint
GRANT INSERT, DELETE ON "source" TO tenant;--> statement-breakpoint
GRANT UPDATE ("url", "branch", "folder", "public_key", "private_key", "host_key", "token", "has_token", "deploys_on_push", "hook_secret", "pushed_commit", "pushed_at", "push_waits") ON "source" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT ON "build" TO tenant;--> statement-breakpoint
GRANT SELECT ON "build_log" TO tenant;
