CREATE TABLE "plan_version" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"number" integer NOT NULL,
	"price_minor" bigint NOT NULL,
	"yearly_price_minor" bigint,
	"setup_fee_minor" bigint NOT NULL,
	"price_currency" char(3) NOT NULL,
	"memory_mb" integer NOT NULL,
	"cpu_percent" integer NOT NULL,
	"processes" integer NOT NULL,
	"disk_mb" integer NOT NULL,
	"traffic_gb" integer NOT NULL,
	"sites" integer NOT NULL,
	"databases" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"published_by" text
);
--> statement-breakpoint
ALTER TABLE "plan_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"family" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "product_slug" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "product" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "product_id" text;--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "state" text;--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "revision" integer;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "plan_version_id" text;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "interval" text;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "plan_version_id" text;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "interval" text;--> statement-breakpoint
-- What is sold already becomes one product, and what each plan says now its first version. An id keeps its body.
INSERT INTO "product" SELECT 'prd_' || substr(min("id"), 5), 'web-hosting', 'hosting', 'Web hosting', '', 0, 'on_sale', 1, min("created_at") FROM "plan" HAVING count(*) > 0;--> statement-breakpoint
UPDATE "plan" SET "product_id" = (SELECT "id" FROM "product"), "state" = CASE WHEN "on_sale" THEN 'on_sale' ELSE 'retired' END, "revision" = 1;--> statement-breakpoint
-- Nobody was promised less traffic than this, more than one site or a database.
INSERT INTO "plan_version" SELECT 'plv_' || substr("id", 5), "id", 1, "price_minor", null, 0, "price_currency", "memory_mb", "cpu_percent", "processes", "disk_mb", 1000, 1, 0, "created_at", "created_at", null FROM "plan";--> statement-breakpoint
-- Row-level security is forced on the owner too.
ALTER TABLE "order" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "order" SET "plan_version_id" = 'plv_' || substr("plan_id", 5), "interval" = 'month';--> statement-breakpoint
UPDATE "service" SET "plan_version_id" = 'plv_' || substr("plan_id", 5), "interval" = 'month';--> statement-breakpoint
ALTER TABLE "order" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "service" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan" ALTER COLUMN "product_id" SET NOT NULL, ALTER COLUMN "state" SET NOT NULL, ALTER COLUMN "revision" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ALTER COLUMN "plan_version_id" SET NOT NULL, ALTER COLUMN "interval" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ALTER COLUMN "plan_version_id" SET NOT NULL, ALTER COLUMN "interval" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plan_version_number" ON "plan_version" USING btree ("plan_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_version_draft" ON "plan_version" USING btree ("plan_id") WHERE "plan_version"."published_at" is null;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_product" ON "plan" USING btree ("product_id");--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "kind";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "price_minor";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "price_currency";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "memory_mb";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "cpu_percent";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "processes";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "disk_mb";--> statement-breakpoint
ALTER TABLE "plan" DROP COLUMN "on_sale";--> statement-breakpoint
CREATE POLICY "public_rows" ON "plan" AS PERMISSIVE FOR SELECT TO "tenant", "visitor" USING ("plan"."state" <> 'draft');--> statement-breakpoint
CREATE POLICY "platform_rows" ON "plan" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "published_rows" ON "plan_version" AS PERMISSIVE FOR SELECT TO "tenant", "visitor" USING ("plan_version"."published_at" is not null);--> statement-breakpoint
CREATE POLICY "platform_rows" ON "plan_version" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "public_rows" ON "product" AS PERMISSIVE FOR SELECT TO "tenant", "visitor" USING ("product"."state" <> 'draft');--> statement-breakpoint
CREATE POLICY "platform_rows" ON "product" AS PERMISSIVE FOR ALL TO "platform" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "product" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan_version" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "product" TO platform;--> statement-breakpoint
REVOKE DELETE ON "plan" FROM platform;--> statement-breakpoint
-- A draft can be discarded.
GRANT SELECT, INSERT, UPDATE, DELETE ON "plan_version" TO platform;--> statement-breakpoint
GRANT SELECT ON "product", "plan_version" TO tenant, visitor;--> statement-breakpoint
-- Orders and services were sold by it.
CREATE FUNCTION "plan_version_stays"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
begin
  raise exception 'what was published stays as it is' using errcode = 'check_violation', constraint = 'plan_version_stays';
end $$;
--> statement-breakpoint
CREATE TRIGGER "plan_version_stays" BEFORE UPDATE OR DELETE ON "plan_version"
  FOR EACH ROW WHEN (old.published_at is not null) EXECUTE FUNCTION "plan_version_stays"();
