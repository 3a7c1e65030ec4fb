import type pg from "pg";
import type { Plan } from "#core/kernel/long-operation/plan.ts";
import { eventually } from "./eventually.ts";

/** A moment in the life of an operation: before it is on record that a step begins, or that it has ended. */
export interface Moment {
  kind: string;
  position: number;
  undoing?: boolean;
  at: "begins" | "ends";
}

export interface Stop {
  /** Somebody works on the operation and is at that moment. */
  reached(): Promise<unknown>;
  /** Whoever is still there goes on. */
  release(): Promise<void>;
}

/** A moment named as its plan names it. */
export function moment<N extends string>(plan: Plan<N>, step: N, at: Moment["at"], undoing = false): Moment {
  const position = plan.steps.findIndex(({ name }) => name === step);
  if (position === -1) throw new Error(`${plan.kind} has no step ${step}`);
  return { kind: plan.kind, position, undoing, at };
}

const lock = 4711;

/** Lets operations be stopped from outside: the functions know nothing of it, they wait for the database. */
export async function layStops(database: pg.Pool): Promise<void> {
  await database.query(`
    create schema faults;
    create table faults.stop (kind text, position int, undoing boolean, at text);
    create function faults.stop() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      if new.lease_token is distinct from old.lease_token and exists (
        select from faults.stop where kind = new.kind and position = old.position and undoing = old.undoing
          and at = case when new.lease_token is null then 'ends' else 'begins' end
      ) then perform pg_catalog.pg_advisory_xact_lock_shared(${lock});
      end if;
      return new;
    end $$;
    create trigger faults_stop before update on public.operation for each row execute function faults.stop();
    create table faults.pause (operation text, seconds float8);
    create function faults.pause() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      insert into faults.pause values (new.id, extract(epoch from new.next_at - now()));
      return null;
    end $$;
    create trigger faults_pause after update on public.operation for each row
      when (new.waiting_code is not null and new.next_at is distinct from old.next_at and new.next_at > now())
      execute function faults.pause()`);
}

/** How long an operation paused after each failure, in seconds, however soon it was made to go on. */
export async function pausesOf(database: pg.Pool, operationId: string): Promise<number[]> {
  const { rows } = await database.query("select seconds from faults.pause where operation = $1", [operationId]);
  return rows.map(({ seconds }) => Number(seconds));
}

/** Every operation of this kind that comes to this moment stops there. */
export async function stopAt(database: pg.Pool, { kind, position, undoing = false, at }: Moment): Promise<Stop> {
  const holder = await database.connect();
  await holder.query(`select pg_advisory_lock(${lock})`);
  await holder.query("insert into faults.stop values ($1, $2, $3, $4)", [kind, position, undoing, at]);
  const somebodyWaits = async (): Promise<boolean> => {
    const waiting = "select from pg_locks where locktype = 'advisory' and objid = $1 and not granted";
    return ((await holder.query(waiting, [lock])).rowCount ?? 0) > 0;
  };
  const release = async (): Promise<void> => {
    await holder.query("delete from faults.stop");
    await holder.query(`select pg_advisory_unlock(${lock})`);
    holder.release();
  };
  return {
    async reached() {
      try {
        await eventually(`${kind} ${undoing ? "undoing " : ""}step ${position} ${at}`, somebodyWaits);
      } catch (error) {
        // A test that fails here must not hold up the others.
        await release();
        throw error;
      }
    },
    release,
  };
}
