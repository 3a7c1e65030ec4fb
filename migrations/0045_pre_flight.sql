ALTER TABLE "certificate" ADD COLUMN "finding" jsonb;--> statement-breakpoint
ALTER TABLE "zone" ADD COLUMN "dangling" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
GRANT SELECT ("finding"), UPDATE ("finding") ON "certificate" TO tenant;
