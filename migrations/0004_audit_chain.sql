CREATE TABLE "audit_chain" (
	"chain" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "chain" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "previous_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- With its length before it no value can pass for two.
create function audit_field(value text) returns text language sql immutable set search_path = ''
  return case when value is null then '-' else octet_length(value) || ':' || value end;
--> statement-breakpoint
-- docs/audit.md describes it; core/kernel/audit-chain.ts computes the same by itself.
create function audit_hash(entry audit_log) returns text language sql stable set search_path = ''
  return encode(sha256(convert_to(concat_ws(';',
    'v1',
    public.audit_field(entry.previous_hash),
    public.audit_field(entry.chain),
    public.audit_field(entry.seq::text),
    public.audit_field(entry.id),
    public.audit_field(entry.account_id),
    public.audit_field(entry.action),
    public.audit_field(entry.actor::text),
    public.audit_field(entry.target),
    public.audit_field(entry.before::text),
    public.audit_field(entry.after::text),
    public.audit_field(entry.request_id),
    public.audit_field(to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    public.audit_field(entry.by_staff::text)
  ), 'UTF8')), 'hex');
--> statement-breakpoint
-- As its owner: nobody who may add a row may touch the end of a chain. The end stays locked until the row is committed,
-- so that a chain has one order.
create function audit_link() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.chain := coalesce(new.account_id, 'platform');
  loop
    update public.audit_chain set seq = seq + 1 where chain = new.chain returning seq, hash into new.seq, new.previous_hash;
    exit when found;
    insert into public.audit_chain (chain, seq, hash) values (new.chain, 0, '') on conflict do nothing;
  end loop;
  new.hash := public.audit_hash(new);
  update public.audit_chain set hash = new.hash where chain = new.chain;
  return new;
end $$;
--> statement-breakpoint
revoke all on function audit_field, audit_hash, audit_link from public;
--> statement-breakpoint
grant select on audit_chain to platform;
--> statement-breakpoint
-- What was recorded before there were chains, in the order of its ids. Row-level security is forced on the owner too.
alter table audit_log no force row level security;
--> statement-breakpoint
do $$
declare
  entry audit_log;
begin
  for entry in select * from audit_log order by coalesce(account_id, 'platform'), id loop
    entry.chain := coalesce(entry.account_id, 'platform');
    select coalesce(max(c.seq), 0) + 1, coalesce(max(c.hash), '') into entry.seq, entry.previous_hash
      from audit_chain c where c.chain = entry.chain;
    entry.hash := audit_hash(entry);
    update audit_log set chain = entry.chain, seq = entry.seq, previous_hash = entry.previous_hash, hash = entry.hash where id = entry.id;
    insert into audit_chain (chain, seq, hash) values (entry.chain, entry.seq, entry.hash)
      on conflict (chain) do update set seq = excluded.seq, hash = excluded.hash;
  end loop;
end $$;
--> statement-breakpoint
alter table audit_log force row level security;
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_chain" ON "audit_log" USING btree ("chain","seq");
--> statement-breakpoint
create trigger audit_link before insert on audit_log for each row execute function audit_link();
