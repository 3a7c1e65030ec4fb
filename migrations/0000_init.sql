CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "account_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 100001 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "billing_customer" (
	"account_id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "billing_customer_id" UNIQUE("customer_id")
);
--> statement-breakpoint
ALTER TABLE "billing_customer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"summary" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"price_currency" char(3) NOT NULL,
	"memory_mb" integer NOT NULL,
	"cpu_percent" integer NOT NULL,
	"processes" integer NOT NULL,
	"disk_mb" integer NOT NULL,
	"position" integer NOT NULL,
	"on_sale" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plan_slug" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "host_name" (
	"name" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"order_id" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "host_name" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"staff_role" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_email" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"person_id" text NOT NULL,
	"account_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "data_key" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text NOT NULL,
	"account_id" text,
	"wrapped" "bytea",
	"wrapping_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "data_key_scope_known" CHECK ("data_key"."scope" in ('person', 'account', 'platform')),
	CONSTRAINT "data_key_account" CHECK ("data_key"."account_id" is not distinct from case when "data_key"."scope" = 'account' then "data_key"."scope_id" end),
	CONSTRAINT "data_key_erased" CHECK (("data_key"."wrapped" is null) = ("data_key"."erased_at" is not null)),
	CONSTRAINT "data_key_erased_retired" CHECK ("data_key"."erased_at" is null or "data_key"."retired_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "data_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "wrapping_key" (
	"id" text PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "wrapping_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"attempt" integer NOT NULL,
	"locked_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"status" smallint,
	"body" jsonb,
	CONSTRAINT "idempotency_scope_key_pk" PRIMARY KEY("scope","key"),
	CONSTRAINT "idempotency_body_needs_status" CHECK ("idempotency"."body" is null or "idempotency"."status" is not null)
);
--> statement-breakpoint
ALTER TABLE "idempotency" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"action" text NOT NULL,
	"actor" jsonb NOT NULL,
	"target" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by_staff" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "operation" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"subject" text NOT NULL,
	"requested_by" jsonb NOT NULL,
	"state" text NOT NULL,
	"position" integer NOT NULL,
	"attempt" integer NOT NULL,
	"undoing" boolean NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"give_up_at" timestamp (3) with time zone NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"lease_token" text,
	"waiting_code" text,
	"waiting_message" text,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "operation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "operation_log" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operation_log_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operation_id" text NOT NULL,
	"account_id" text,
	"step" text NOT NULL,
	"stream" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "operation_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "operation_step" (
	"operation_id" text NOT NULL,
	"position" integer NOT NULL,
	"account_id" text,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"attempt" integer NOT NULL,
	"message" text,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "operation_step_operation_id_position_pk" PRIMARY KEY("operation_id","position")
);
--> statement-breakpoint
ALTER TABLE "operation_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"full_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rate_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "node" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"http_port" integer NOT NULL,
	"host_key" text NOT NULL,
	"state" text NOT NULL,
	"facts" jsonb,
	"failure_code" text,
	"failure_message" text,
	"last_seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "node_name" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "node" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "node_account" (
	"node_id" text NOT NULL,
	"account_id" text NOT NULL,
	"slot" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "node_account_node_id_account_id_pk" PRIMARY KEY("node_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "node_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "node_counter" (
	"node_id" text PRIMARY KEY NOT NULL,
	"last_slot" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "node_counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ssh_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ssh_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_key" text NOT NULL,
	"private_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ssh_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "order_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 10001 CACHE 1),
	"account_id" text NOT NULL,
	"placed_by" text NOT NULL,
	"state" text NOT NULL,
	"site_name" text NOT NULL,
	"plan_id" text NOT NULL,
	"plan_name" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"price_currency" char(3) NOT NULL,
	"checkout_attempt" integer NOT NULL,
	"checkout_id" text,
	"payment_id" text,
	"refund_id" text,
	"service_id" text,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"fulfilled_at" timestamp (3) with time zone,
	"refund_due_at" timestamp (3) with time zone,
	"refunded_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "order" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"order_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"generation" integer NOT NULL,
	"plan_id" text NOT NULL,
	"plan_name" text NOT NULL,
	"price_minor" bigint NOT NULL,
	"price_currency" char(3) NOT NULL,
	"memory_mb" integer NOT NULL,
	"cpu_percent" integer NOT NULL,
	"processes" integer NOT NULL,
	"disk_mb" integer NOT NULL,
	"paid_until" timestamp (3) with time zone NOT NULL,
	"node_id" text,
	"port" integer,
	"failure_code" text,
	"failure_message" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"active_at" timestamp (3) with time zone,
	"suspended_at" timestamp (3) with time zone,
	"terminates_at" timestamp (3) with time zone,
	"terminated_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "service" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_key" ADD CONSTRAINT "data_key_wrapping_key_id_wrapping_key_id_fk" FOREIGN KEY ("wrapping_key_id") REFERENCES "public"."wrapping_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_log" ADD CONSTRAINT "operation_log_operation_id_operation_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_step" ADD CONSTRAINT "operation_step_operation_id_operation_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_account" ADD CONSTRAINT "node_account_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_counter" ADD CONSTRAINT "node_counter_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_number" ON "account" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "membership_person" ON "membership" USING btree ("account_id","person_id");--> statement-breakpoint
CREATE INDEX "membership_of_person" ON "membership" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "host_name_order" ON "host_name" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "data_key_live" ON "data_key" USING btree ("scope","scope_id") WHERE "data_key"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "data_key_scope" ON "data_key" USING btree ("scope","scope_id");--> statement-breakpoint
CREATE INDEX "data_key_wrapping" ON "data_key" USING btree ("wrapping_key_id");--> statement-breakpoint
CREATE UNIQUE INDEX "wrapping_key_live" ON "wrapping_key" USING btree ((true)) WHERE "wrapping_key"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "idempotency_expires_at" ON "idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_log_account" ON "audit_log" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target","id");--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("due_at") WHERE "outbox"."sent_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "operation_unfinished" ON "operation" USING btree ("subject") WHERE "operation"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "operation_account" ON "operation" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "operation_subject" ON "operation" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "operation_next" ON "operation" USING btree ("next_at") WHERE "operation"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "operation_log_operation" ON "operation_log" USING btree ("operation_id","seq");--> statement-breakpoint
CREATE INDEX "rate_limit_full_at" ON "rate_limit" USING btree ("full_at");--> statement-breakpoint
CREATE UNIQUE INDEX "node_address" ON "node" USING btree ("host","port");--> statement-breakpoint
CREATE UNIQUE INDEX "node_account_slot" ON "node_account" USING btree ("node_id","slot");--> statement-breakpoint
CREATE INDEX "node_account_account" ON "node_account" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_number" ON "order" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "order_checkout" ON "order" USING btree ("checkout_id");--> statement-breakpoint
CREATE INDEX "order_account" ON "order" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "order_pending" ON "order" USING btree ("created_at") WHERE "order"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "order_refund_due" ON "order" USING btree ("refund_due_at") WHERE "order"."state" = 'paid';--> statement-breakpoint
CREATE INDEX "service_account" ON "service" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "service_order" ON "service" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_port" ON "service" USING btree ("node_id","port");--> statement-breakpoint
CREATE INDEX "service_terminates" ON "service" USING btree ("terminates_at") WHERE "service"."terminated_at" is null;--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "account" AS PERMISSIVE FOR ALL TO "tenant" USING ("account"."id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "at_the_door" ON "account" AS PERMISSIVE FOR ALL TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "account" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "membership" AS PERMISSIVE FOR ALL TO "tenant" USING ("membership"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("membership"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "membership" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "at_the_door" ON "membership" AS PERMISSIVE FOR ALL TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "billing_customer" AS PERMISSIVE FOR ALL TO "tenant" USING ("billing_customer"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("billing_customer"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "billing_customer" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "host_name" AS PERMISSIVE FOR ALL TO "tenant" USING ("host_name"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("host_name"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "host_name" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_row" ON "person" AS PERMISSIVE FOR SELECT TO "tenant" USING ("person"."id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "door_reads" ON "person" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_adds" ON "person" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK ("person"."staff_role" is null);--> statement-breakpoint
CREATE POLICY "door_rehashes" ON "person" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "person" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_rows" ON "session" AS PERMISSIVE FOR ALL TO "tenant" USING ("session"."person_id" = current_setting('app.person_id', true)) WITH CHECK ("session"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "at_the_door" ON "session" AS PERMISSIVE FOR ALL TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "session" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_reads" ON "data_key" AS PERMISSIVE FOR SELECT TO "tenant" USING ((scope = 'account' and account_id = current_setting('app.account_id', true)) or (scope = 'person' and scope_id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "tenant_adds" ON "data_key" AS PERMISSIVE FOR INSERT TO "tenant" WITH CHECK ((scope = 'account' and account_id = current_setting('app.account_id', true)) or (scope = 'person' and scope_id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "data_key" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_reads" ON "wrapping_key" AS PERMISSIVE FOR SELECT TO "tenant" USING (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "wrapping_key" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "idempotency" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "audit_log" AS PERMISSIVE FOR ALL TO "tenant" USING ("audit_log"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("audit_log"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "audit_log" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "visitor_writes" ON "audit_log" AS PERMISSIVE FOR INSERT TO "visitor" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "operation" AS PERMISSIVE FOR ALL TO "tenant" USING ("operation"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("operation"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "operation" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "operation_log" AS PERMISSIVE FOR ALL TO "tenant" USING ("operation_log"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("operation_log"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "operation_log" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "operation_step" AS PERMISSIVE FOR ALL TO "tenant" USING ("operation_step"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("operation_step"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "operation_step" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "rate_limit" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "node" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "node_account" AS PERMISSIVE FOR ALL TO "tenant" USING ("node_account"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("node_account"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "node_account" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "node_counter" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "ssh_key" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "order" AS PERMISSIVE FOR ALL TO "tenant" USING ("order"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("order"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "order" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "service" AS PERMISSIVE FOR ALL TO "tenant" USING ("service"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("service"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "service" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);