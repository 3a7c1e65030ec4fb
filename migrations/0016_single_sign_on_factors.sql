ALTER TABLE "challenge" ADD COLUMN "sso_connection_id" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "factor_elsewhere" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_sso_connection_id_sso_connection_id_fk" FOREIGN KEY ("sso_connection_id") REFERENCES "public"."sso_connection"("id") ON DELETE cascade ON UPDATE no action;
