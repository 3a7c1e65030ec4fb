DROP INDEX "certificate_order_open";--> statement-breakpoint
ALTER TABLE "certificate_order" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "certificate_order" ADD PRIMARY KEY ("certificate_id");--> statement-breakpoint
ALTER TABLE "node" ADD COLUMN "https_port" integer DEFAULT 443 NOT NULL;--> statement-breakpoint
ALTER TABLE "acme_account" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "certificate" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "certificate_order" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "acme_account", "certificate", "certificate_order" TO platform;--> statement-breakpoint
-- What is sealed is for the platform alone to read.
GRANT SELECT ("id", "account_id", "names", "method", "state", "chain", "directory", "not_before", "not_after", "renew_at", "failures", "failure_code", "failure_message", "created_at") ON "certificate" TO tenant;--> statement-breakpoint
GRANT INSERT, DELETE ON "certificate" TO tenant;--> statement-breakpoint
GRANT UPDATE ("state", "failure_code", "failure_message") ON "certificate" TO tenant;
