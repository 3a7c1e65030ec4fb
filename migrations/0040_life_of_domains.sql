DROP INDEX "registrar_job_unfinished";--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "site_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "app" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "app" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "plan_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "plan_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "plan_version_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "interval" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "privacy" boolean;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "premium_renew_cost" bigint;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "transfer_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "restorable_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "renewal_ordered_for" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "reminded_days" integer;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "registrar_job" ADD COLUMN "refund_state" text;--> statement-breakpoint
ALTER TABLE "registrar_job" ADD COLUMN "notice" text;--> statement-breakpoint
ALTER TABLE "registrar_message" ADD COLUMN "taken_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "registrar_message" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registrar_message" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "pay_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "domain_look" ON "domain" USING btree ("look_at") WHERE "domain"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "registrar_job_in_hand" ON "registrar_job" USING btree ("domain_id") WHERE "registrar_job"."state" in ('sent', 'accepted');--> statement-breakpoint
CREATE UNIQUE INDEX "registrar_job_of_kind" ON "registrar_job" USING btree ("domain_id","kind") WHERE "registrar_job"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "order" ADD CONSTRAINT "order_website_whole" CHECK (num_nulls("order"."site_name", "order"."app", "order"."plan_id", "order"."plan_name", "order"."plan_version_id", "order"."interval") in (0, 6));--> statement-breakpoint
GRANT SELECT ("refund_state", "notice") ON "registrar_job" TO tenant;--> statement-breakpoint
-- What stands follows the new columns: the owner of the tables is bound by their policies while they are forced.
ALTER TABLE "registrar_job" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "registrar_message" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "domain" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "registrar_job" SET "refund_state" = 'succeeded' WHERE "refund_id" IS NOT NULL;--> statement-breakpoint
UPDATE "registrar_job" SET "next_at" = now() WHERE "state" = 'accepted';--> statement-breakpoint
UPDATE "registrar_message" SET "taken_at" = "received_at";--> statement-breakpoint
UPDATE "domain" SET "look_at" = now() WHERE "registrar" = 'autodns' AND "state" = 'active' AND "ended_at" IS NULL;--> statement-breakpoint
ALTER TABLE "registrar_job" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "registrar_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "domain" FORCE ROW LEVEL SECURITY;
