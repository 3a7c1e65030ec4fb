ALTER TABLE "domain_contact" ADD COLUMN "verify_by" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain_contact" ADD COLUMN "verification_mailed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain_contact" ADD COLUMN "verification_look_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain_contact" ADD COLUMN "verification_told_for" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "domain_contact_look" ON "domain_contact" USING btree ("verification_look_at");--> statement-breakpoint
GRANT UPDATE ("verify_by", "verification_mailed_at", "verification_look_at") ON "domain_contact" TO tenant;
