CREATE TABLE "device" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "device" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "user_agent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "device" ADD CONSTRAINT "device_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "device_of_person" ON "device" USING btree ("person_id","token_hash");--> statement-breakpoint
CREATE INDEX "device_token" ON "device" USING btree ("token_hash");--> statement-breakpoint
CREATE POLICY "own_password" ON "person" AS PERMISSIVE FOR UPDATE TO "tenant" USING ("person"."id" = current_setting('app.person_id', true)) WITH CHECK ("person"."id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "at_the_door" ON "device" AS PERMISSIVE FOR ALL TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "device" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "device" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "device" TO platform;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "device" TO visitor;--> statement-breakpoint
GRANT UPDATE ("last_used_at") ON "device" TO visitor;--> statement-breakpoint
GRANT UPDATE ("last_used_at", "address", "user_agent") ON "session" TO visitor;--> statement-breakpoint
GRANT UPDATE ("password_hash") ON "person" TO tenant;
