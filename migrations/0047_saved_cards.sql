CREATE TABLE "saved_card" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"method" "bytea" NOT NULL,
	"brand" text NOT NULL,
	"last4" char(4) NOT NULL,
	"exp_month" integer NOT NULL,
	"exp_year" integer NOT NULL,
	"consent" text NOT NULL,
	"consent_by" text NOT NULL,
	"consent_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "saved_card" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "card_consent" jsonb;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "charge_attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "next_charge_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "charge_begun_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_card_account" ON "saved_card" USING btree ("account_id") WHERE "saved_card"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "saved_card_removed" ON "saved_card" USING btree ("removed_at") WHERE "saved_card"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "order_charge_due" ON "order" USING btree ("next_charge_at") WHERE "order"."state" = 'pending' and "order"."next_charge_at" is not null;--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "saved_card" AS PERMISSIVE FOR ALL TO "tenant" USING ("saved_card"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("saved_card"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "saved_card" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "chosen_services" ON "saved_card" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '');--> statement-breakpoint
ALTER TABLE "saved_card" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "saved_card" TO platform;--> statement-breakpoint
-- Whoever pays removes a card; saving it, and forgetting it, is done by the platform alone, which opens what it is charged by.
GRANT SELECT ("id", "account_id", "brand", "last4", "exp_month", "exp_year", "consent", "consent_by", "consent_at", "saved_at", "removed_at") ON "saved_card" TO tenant;--> statement-breakpoint
GRANT UPDATE ("removed_at") ON "saved_card" TO tenant;
