-- A service runs an app: a template and what was chosen of it. What there was, served files.
ALTER TABLE "service" RENAME COLUMN "kind" TO "template";--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "parameters" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ALTER COLUMN "parameters" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "app" jsonb DEFAULT '{"template":"static","parameters":{}}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "environment" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "image" text;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "revision" text;
