ALTER TABLE "certificate" ADD COLUMN "finding" jsonb;--> statement-breakpoint
GRANT SELECT ("finding"), UPDATE ("finding") ON "certificate" TO tenant;
