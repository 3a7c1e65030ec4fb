-- Counted anew: what was kept does not say who was asked.
TRUNCATE "certificate_try";--> statement-breakpoint
ALTER TABLE "certificate_try" ADD COLUMN "hosts" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "certificate_try" ADD COLUMN "domains" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "certificate_try" ADD COLUMN "directory" text NOT NULL;--> statement-breakpoint
CREATE INDEX "certificate_try_hosts" ON "certificate_try" USING gin ("hosts");--> statement-breakpoint
CREATE INDEX "certificate_try_domains" ON "certificate_try" USING gin ("domains");