-- Owners pass row-level security by, unless it is forced.
do $$
declare secured regclass;
begin
  for secured in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
  loop
    execute format('alter table %s force row level security', secured);
  end loop;
end $$;
--> statement-breakpoint
grant usage on schema public to tenant, visitor, platform;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to platform;
--> statement-breakpoint
-- What was recorded stays recorded.
revoke update, delete, truncate on audit_log from platform;
--> statement-breakpoint
grant select on account, audit_log, billing_customer, data_key, host_name, membership, node_account, operation, operation_log,
  operation_step, "order", person, plan, service, session, wrapping_key to tenant;
--> statement-breakpoint
grant insert on audit_log, billing_customer, data_key, host_name, operation, operation_step, "order", outbox to tenant;
--> statement-breakpoint
grant update on operation, "order", service to tenant;
--> statement-breakpoint
grant delete on host_name, session to tenant;
--> statement-breakpoint
grant select on account, membership, person, plan, session to visitor;
--> statement-breakpoint
grant insert on account, audit_log, membership, outbox, person, session to visitor;
--> statement-breakpoint
grant update (password_hash) on person to visitor;
--> statement-breakpoint
grant delete on session to visitor;
