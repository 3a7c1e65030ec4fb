ALTER TABLE "zone" ADD COLUMN "dangling" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "zone" ADD COLUMN "scan_at" timestamp (3) with time zone DEFAULT 'epoch' NOT NULL;--> statement-breakpoint
CREATE INDEX "zone_scan" ON "zone" USING btree ("scan_at") WHERE "zone"."hosted" = 'rookery' and "zone"."ended_at" is null;--> statement-breakpoint
GRANT UPDATE ("scan_at") ON "zone" TO tenant;
