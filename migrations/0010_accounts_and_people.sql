CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"service_ids" text[],
	"invited_by" text NOT NULL,
	"token_hash" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" text,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_token_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ownership_transfer" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"from_person_id" text NOT NULL,
	"to_person_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "ownership_transfer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "contact" "bytea";--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_transfer" ADD CONSTRAINT "ownership_transfer_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_open" ON "invitation" USING btree ("account_id","email") WHERE "invitation"."accepted_at" is null and "invitation"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "invitation_expires" ON "invitation" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "ownership_transfer_open" ON "ownership_transfer" USING btree ("account_id") WHERE "ownership_transfer"."accepted_at" is null and "ownership_transfer"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "ownership_transfer_expires" ON "ownership_transfer" USING btree ("expires_at");--> statement-breakpoint
-- Sessions whose membership is gone show nothing already. Row-level security is forced on the owner too.
ALTER TABLE "session" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "membership" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "session" s SET "account_id" = null WHERE NOT EXISTS (SELECT FROM "membership" m WHERE m.account_id = s.account_id AND m.person_id = s.person_id);--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_membership" FOREIGN KEY ("account_id","person_id") REFERENCES "public"."membership"("account_id","person_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id","person_id");--> statement-breakpoint
CREATE POLICY "own_accounts" ON "account" AS PERMISSIVE FOR SELECT TO "tenant" USING (exists (select from membership m where m.account_id = "account"."id" and m.person_id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "own_rows" ON "membership" AS PERMISSIVE FOR SELECT TO "tenant" USING ("membership"."person_id" = current_setting('app.person_id', true));--> statement-breakpoint
CREATE POLICY "colleagues" ON "factor" AS PERMISSIVE FOR SELECT TO "tenant" USING ("factor"."confirmed_at" is not null and exists (select from membership m where m.person_id = "factor"."person_id" and m.account_id = current_setting('app.account_id', true)));--> statement-breakpoint
CREATE POLICY "colleagues" ON "person" AS PERMISSIVE FOR SELECT TO "tenant" USING (exists (select from membership m where m.person_id = "person"."id" and m.account_id = current_setting('app.account_id', true)));--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "invitation" AS PERMISSIVE FOR ALL TO "tenant" USING ("invitation"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("invitation"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "invitation" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invited" ON "invitation" AS PERMISSIVE FOR SELECT TO "tenant" USING ("invitation"."email" = (select p.email from person p where p.id = current_setting('app.person_id', true)));--> statement-breakpoint
CREATE POLICY "door_reads" ON "invitation" AS PERMISSIVE FOR SELECT TO "visitor" USING (true);--> statement-breakpoint
CREATE POLICY "door_uses" ON "invitation" AS PERMISSIVE FOR UPDATE TO "visitor" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tenant_rows" ON "ownership_transfer" AS PERMISSIVE FOR ALL TO "tenant" USING ("ownership_transfer"."account_id" = current_setting('app.account_id', true)) WITH CHECK ("ownership_transfer"."account_id" = current_setting('app.account_id', true));--> statement-breakpoint
CREATE POLICY "platform_rows" ON "ownership_transfer" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "offered" ON "ownership_transfer" AS PERMISSIVE FOR SELECT TO "tenant" USING ("ownership_transfer"."to_person_id" = current_setting('app.person_id', true));--> statement-breakpoint
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ownership_transfer" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation", "ownership_transfer" TO platform;--> statement-breakpoint
GRANT INSERT ("id", "name", "created_at") ON "account" TO tenant;--> statement-breakpoint
GRANT UPDATE ("name", "contact") ON "account" TO tenant;--> statement-breakpoint
GRANT INSERT, DELETE ON "membership" TO tenant;--> statement-breakpoint
GRANT UPDATE ("role", "service_ids") ON "membership" TO tenant;--> statement-breakpoint
GRANT UPDATE ("last_seen_at") ON "membership" TO visitor;--> statement-breakpoint
GRANT UPDATE ("account_id") ON "session" TO tenant;--> statement-breakpoint
GRANT SELECT, INSERT ON "invitation" TO tenant;--> statement-breakpoint
GRANT UPDATE ("role", "service_ids", "invited_by", "token_hash", "expires_at", "accepted_at", "accepted_by", "withdrawn_at") ON "invitation" TO tenant;--> statement-breakpoint
GRANT SELECT ON "invitation" TO visitor;--> statement-breakpoint
GRANT UPDATE ("accepted_at", "accepted_by") ON "invitation" TO visitor;--> statement-breakpoint
GRANT SELECT, INSERT ON "ownership_transfer" TO tenant;--> statement-breakpoint
GRANT UPDATE ("accepted_at", "withdrawn_at") ON "ownership_transfer" TO tenant;--> statement-breakpoint
-- Two owners who leave at once wait for each other here, and the second of them stays. Only the platform closes accounts.
CREATE FUNCTION "account_keeps_owner"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
begin
  perform from public.account a where a.id = old.account_id for no key update;
  if not exists (select from public.membership m where m.account_id = old.account_id and m.role = 'owner')
    and (current_user <> 'platform' or exists (select from public.membership m where m.account_id = old.account_id))
  then
    raise exception 'an account has an owner' using errcode = 'check_violation', constraint = 'account_keeps_owner';
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "account_keeps_owner" AFTER DELETE OR UPDATE OF "role", "account_id" ON "membership" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (old.role = 'owner') EXECUTE FUNCTION "account_keeps_owner"();
