ALTER TABLE "certificate" ADD COLUMN "checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "certificate" ADD COLUMN "checked" jsonb;--> statement-breakpoint
GRANT SELECT ("checked_at", "checked"), UPDATE ("checked_at", "checked") ON "certificate" TO tenant;
