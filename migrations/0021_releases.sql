CREATE TABLE "release" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"rolls_back_to" integer,
	"requested_by" jsonb NOT NULL,
	"operation_id" text NOT NULL,
	"template" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"stack" text NOT NULL,
	"node_id" text,
	"port" integer,
	"kept" boolean NOT NULL,
	"failure_code" text,
	"failure_message" text,
	"failure_detail" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"live_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "release" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "release_number" ON "release" USING btree ("service_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "release_port" ON "release" USING btree ("node_id","port");--> statement-breakpoint
CREATE UNIQUE INDEX "release_live" ON "release" USING btree ("service_id") WHERE "release"."state" = 'live';--> statement-breakpoint
CREATE UNIQUE INDEX "release_under_way" ON "release" USING btree ("service_id") WHERE "release"."state" in ('pending', 'starting', 'switching');--> statement-breakpoint
CREATE INDEX "release_operation" ON "release" USING btree ("operation_id");--> statement-breakpoint
-- What was set up before there were releases is the first release of its service, in the stack that it has on its node.
-- Row-level security is forced on the owner too.
ALTER TABLE "service" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "operation" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "release" ("id", "account_id", "service_id", "number", "state", "cause", "requested_by", "operation_id", "template", "parameters", "stack", "node_id", "port", "kept", "failure_code", "failure_message", "created_at", "started_at", "live_at", "ended_at")
SELECT 'rel_' || substr("service"."id", 5), "service"."account_id", "service"."id", 1,
  CASE WHEN "service"."active_at" IS NOT NULL THEN CASE WHEN "service"."state" = 'terminated' THEN 'removed' ELSE 'live' END
    WHEN "service"."state" = 'provisioning' THEN CASE WHEN "service"."port" IS NULL THEN 'pending' ELSE 'starting' END ELSE 'failed' END,
  'order', "setup"."requested_by", "setup"."id", "service"."kind", '{}',
  's-' || lower(substr("service"."id", 5)), CASE WHEN "service"."port" IS NULL THEN NULL ELSE "service"."node_id" END, "service"."port",
  "service"."active_at" IS NOT NULL AND "service"."state" <> 'terminated',
  "service"."failure_code", "service"."failure_message", "service"."created_at", "setup"."started_at", "service"."active_at", "service"."terminated_at"
FROM "service" JOIN LATERAL (SELECT * FROM "operation" WHERE "subject" = "service"."id" AND "kind" = 'service.provision' ORDER BY "id" DESC LIMIT 1) "setup" ON true;--> statement-breakpoint
ALTER TABLE "service" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "operation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "service_port";--> statement-breakpoint
ALTER TABLE "service" DROP COLUMN "port";--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "release" AS PERMISSIVE FOR ALL TO "tenant" USING ("release"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("release"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "release" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "release" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "release"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "release" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "release" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "release" TO platform;
