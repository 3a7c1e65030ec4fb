CREATE TABLE "certificate_try" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "certificate_try_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"digest" text NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "certificate_try" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "certificate_try_digest" ON "certificate_try" USING btree ("digest","at");--> statement-breakpoint
CREATE INDEX "certificate_try_at" ON "certificate_try" USING btree ("at");--> statement-breakpoint
CREATE POLICY "platform_rows" ON "certificate_try" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "certificate_try" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "certificate_try" TO platform;
