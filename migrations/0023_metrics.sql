CREATE TABLE "node_metric" (
	"node_id" text NOT NULL,
	"step" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"seconds" integer NOT NULL,
	"cpus" integer NOT NULL,
	"cpu_ms" bigint NOT NULL,
	"memory_mb" integer NOT NULL,
	"memory_used_mb" integer NOT NULL,
	"disk_mb" integer NOT NULL,
	"disk_used_mb" integer NOT NULL,
	CONSTRAINT "node_metric_node_id_step_at_pk" PRIMARY KEY("node_id","step","at")
);
--> statement-breakpoint
ALTER TABLE "node_metric" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "node_sample" (
	"node_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"sample" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "node_sample" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_exit" (
	"service_id" text NOT NULL,
	"account_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"stack" text NOT NULL,
	"part" text NOT NULL,
	"exit_code" integer NOT NULL,
	"restarted" boolean NOT NULL,
	"memory_used_up" boolean NOT NULL,
	CONSTRAINT "service_exit_service_id_at_stack_part_pk" PRIMARY KEY("service_id","at","stack","part")
);
--> statement-breakpoint
ALTER TABLE "service_exit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_metric" (
	"service_id" text NOT NULL,
	"account_id" text NOT NULL,
	"step" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"seconds" integer NOT NULL,
	"cpu_ms" bigint NOT NULL,
	"memory_bytes" bigint NOT NULL,
	"memory_peak_bytes" bigint NOT NULL,
	"processes" integer NOT NULL,
	"answers" integer[] NOT NULL,
	"bytes_in" bigint NOT NULL,
	"bytes_out" bigint NOT NULL,
	"times" integer[] NOT NULL,
	CONSTRAINT "service_metric_service_id_step_at_pk" PRIMARY KEY("service_id","step","at")
);
--> statement-breakpoint
ALTER TABLE "service_metric" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "node_metric_age" ON "node_metric" USING btree ("step","at");--> statement-breakpoint
CREATE INDEX "service_exit_age" ON "service_exit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "service_exit_account" ON "service_exit" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "service_metric_age" ON "service_metric" USING btree ("step","at");--> statement-breakpoint
CREATE INDEX "service_metric_account" ON "service_metric" USING btree ("account_id");--> statement-breakpoint
CREATE POLICY "platform_rows" ON "node_metric" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "node_sample" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_exit" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_exit"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_exit"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_exit" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_exit" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_exit"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service_metric" AS PERMISSIVE FOR ALL TO "tenant" USING ("service_metric"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service_metric"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service_metric" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "service_metric" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service_metric"."service_id" = any (string_to_array(current_setting('app.service_ids', true), ',')));--> statement-breakpoint
ALTER TABLE "node_metric" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "node_sample" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service_exit" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service_metric" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ON "service_exit" TO tenant;--> statement-breakpoint
GRANT SELECT ON "service_metric" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "node_metric", "node_sample", "service_exit", "service_metric" TO platform;
