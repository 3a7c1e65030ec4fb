ALTER TABLE "outbox" ADD COLUMN "failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "failure_code" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "failure_message" text;