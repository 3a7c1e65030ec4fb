ALTER TABLE "person" ADD COLUMN "password_needs_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
GRANT UPDATE ("password_needs_factor") ON "person" TO tenant, visitor;
