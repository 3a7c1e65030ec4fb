CREATE TABLE "registry_login" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"registry" text NOT NULL,
	"username" text NOT NULL,
	"password" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "registry_login_registry" UNIQUE("account_id","registry")
);
--> statement-breakpoint
ALTER TABLE "registry_login" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "registry_login" AS PERMISSIVE FOR ALL TO "tenant" USING ("registry_login"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("registry_login"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "registry_login" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "registry_login" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "registry_login" TO platform;--> statement-breakpoint
-- What is sealed is for the platform alone to read.
GRANT SELECT ("id", "account_id", "registry", "username", "created_at", "changed_at") ON "registry_login" TO tenant;--> statement-breakpoint
GRANT INSERT, DELETE ON "registry_login" TO tenant;--> statement-breakpoint
GRANT UPDATE ("username", "password", "changed_at") ON "registry_login" TO tenant;