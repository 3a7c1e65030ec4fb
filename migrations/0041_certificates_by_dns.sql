DROP INDEX "certificate_names";--> statement-breakpoint
ALTER TABLE "certificate" ADD COLUMN "ask_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "certificate" ADD COLUMN "request" text;--> statement-breakpoint
ALTER TABLE "certificate" ADD COLUMN "failed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "certificate_asking" ON "certificate" USING btree ("ask_at") WHERE "certificate"."ask_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_names" ON "certificate" USING btree ("account_id","names") WHERE "certificate"."method" <> 'manual';--> statement-breakpoint
GRANT SELECT ("ask_at", "request", "failed_at") ON "certificate" TO tenant;--> statement-breakpoint
-- Whoever brings a certificate writes it; its key is sealed, and read by the platform alone.
GRANT UPDATE ("names", "chain", "request", "not_before", "not_after") ON "certificate" TO tenant;
