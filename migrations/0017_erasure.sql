ALTER TABLE "account" ADD COLUMN "erasure_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "erasure_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "account_erasure_due" ON "account" USING btree ("erasure_due_at") WHERE "account"."erasure_due_at" is not null and "account"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "person_erasure_due" ON "person" USING btree ("erasure_due_at") WHERE "person"."erasure_due_at" is not null and "person"."erased_at" is null;--> statement-breakpoint
GRANT UPDATE ("erasure_due_at") ON "account", "person" TO tenant;
