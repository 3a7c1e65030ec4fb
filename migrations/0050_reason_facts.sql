ALTER TABLE "operation" ADD COLUMN "waiting_about" jsonb;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "failure_about" jsonb;