ALTER TABLE "add_on" ADD COLUMN "next_password" "bytea";--> statement-breakpoint
ALTER TABLE "add_on" ADD COLUMN "renewing_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "add_on" ADD COLUMN "removing_at" timestamp (3) with time zone;--> statement-breakpoint
-- Whoever may see a password opens it as themselves: what is sealed opens with the account's key alone.
GRANT SELECT ("password", "renewing_at", "removing_at") ON "add_on" TO tenant;--> statement-breakpoint
GRANT UPDATE ("next_password", "renewing_at", "removing_at") ON "add_on" TO tenant;
