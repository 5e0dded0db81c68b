-- Tables of organisations that row-level security does not guard, also against their owner.
select n.nspname || '.' || c.relname as table_name, c.relrowsecurity, c.relforcerowsecurity
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
where c.relkind in ('r', 'p')
  and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema')
  and (not c.relrowsecurity
    or not exists (select 1 from pg_policy p where p.polrelid = c.oid))
order by 1;
