ALTER TABLE "service_front" ADD COLUMN "https_only" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "service_front" ADD COLUMN "hsts_seconds" integer;--> statement-breakpoint
ALTER TABLE "service_host" ADD COLUMN "connection_id" text;--> statement-breakpoint
ALTER TABLE "service_host" ADD COLUMN "leads_to" text;