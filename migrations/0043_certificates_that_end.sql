ALTER TABLE "certificate" ADD COLUMN "reminded_days" integer;--> statement-breakpoint
CREATE INDEX "certificate_ending" ON "certificate" USING btree ("not_after") WHERE "certificate"."method" = 'manual';--> statement-breakpoint
-- Whoever brings one that ends soon is not told of that; everything else is told by the platform.
GRANT SELECT ("reminded_days"), UPDATE ("reminded_days") ON "certificate" TO tenant;
