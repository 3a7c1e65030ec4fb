ALTER TABLE "node_account" ADD COLUMN "disk_used_mb" integer;--> statement-breakpoint
ALTER TABLE "node_account" ADD COLUMN "disk_limit_mb" integer;