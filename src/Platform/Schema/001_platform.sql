create schema platform;

-- What has been applied to this database, one row for each file of a module.
create table platform.migration (
  module text not null,
  number int not null,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default now(),
  primary key (module, number)
);
revoke insert on platform.migration from meent_app;

-- Who wrote, when, and by which command: one row for each piece of work that wrote.
create table platform.written (
  org_id int not null,
  written_id bigint generated always as identity,
  actor text not null check (actor <> ''),
  command text not null check (command <> ''),
  at timestamptz not null default now(),
  primary key (org_id, written_id)
);

-- The second lock behind the permission on the route: every table with an org_id shows and takes only the rows of
-- the organisation that the work is for, unless its migration made a policy of its own. Runs after each migration;
-- what makes partitions later calls it again. Views ask with the rights of the asker, or they would be a way around.
create function platform.protect(schema_name text) returns void
language plpgsql as $$
declare
  t record;
begin
  for t in
    select c.oid, c.relname, c.relkind
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = schema_name
      and (c.relkind = 'v' or c.relkind in ('r', 'p', 'm') and exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped))
    order by c.relname
  loop
    if t.relkind = 'v' then
      execute format('alter view %I.%I set (security_invoker = true)', schema_name, t.relname);
    elsif t.relkind = 'm' then
      raise exception 'A materialized view cannot hide rows: %.%', schema_name, t.relname;
    else
      execute format('alter table %I.%I enable row level security', schema_name, t.relname);
      execute format('alter table %I.%I force row level security', schema_name, t.relname);
      if not exists (select from pg_policy p where p.polrelid = t.oid) then
        execute format(
          'create policy own_organisation on %I.%I'
          ' using (org_id = (select nullif(current_setting(''meent.org'', true), ''''))::int)'
          ' with check (org_id = (select nullif(current_setting(''meent.org'', true), ''''))::int)',
          schema_name, t.relname);
      end if;
    end if;
  end loop;
end
$$;
revoke execute on function platform.protect(text) from public;
