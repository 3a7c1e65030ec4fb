CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"networks" text[] NOT NULL,
	"service_ids" text[],
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"last_used_address" text,
	"warned_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_key_token_hash" UNIQUE("token_hash"),
	CONSTRAINT "api_key_ends" CHECK ("api_key"."expires_at" <= "api_key"."created_at" + interval '366 days')
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_account" ON "api_key" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "api_key_expiring" ON "api_key" USING btree ("expires_at") WHERE "api_key"."revoked_at" is null and "api_key"."warned_at" is null;--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "api_key" AS PERMISSIVE FOR ALL TO "tenant" USING ("api_key"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("api_key"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "api_key" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "door_reads" ON "api_key" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_notes_use" ON "api_key" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "api_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_key" TO platform;--> statement-breakpoint
GRANT SELECT ("id", "account_id", "name", "prefix", "scopes", "networks", "service_ids", "created_by", "created_at", "expires_at", "last_used_at", "last_used_address", "warned_at", "revoked_at") ON "api_key" TO tenant;--> statement-breakpoint
GRANT INSERT ON "api_key" TO tenant;--> statement-breakpoint
GRANT UPDATE ("revoked_at") ON "api_key" TO tenant;--> statement-breakpoint
GRANT SELECT ("id", "account_id", "token_hash", "scopes", "networks", "service_ids", "expires_at", "revoked_at", "last_used_at") ON "api_key" TO visitor;--> statement-breakpoint
GRANT UPDATE ("last_used_at", "last_used_address") ON "api_key" TO visitor;
