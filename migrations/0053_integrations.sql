CREATE TABLE "integration" (
	"name" text PRIMARY KEY NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"failure_code" text,
	"failure" text,
	"failures" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "integration" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "platform_rows" ON "integration" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "integration" TO platform;
