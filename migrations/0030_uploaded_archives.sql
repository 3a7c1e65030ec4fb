ALTER TABLE "build" ALTER COLUMN "url" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "build" ALTER COLUMN "branch" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "build" ADD COLUMN "archive" jsonb;