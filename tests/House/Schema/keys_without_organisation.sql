-- Primary, unique and foreign keys that do not start with org_id. The tables of the whole installation are allowed.
select n.nspname || '.' || c.relname as table_name, k.conname as key_name, a.attname as first_column
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
where k.contype in ('p', 'u', 'f')
  and c.relkind in ('r', 'p')
  and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname not like 'pg_toast%'
  and a.attname <> 'org_id'
  and not (n.nspname || '.' || c.relname = any (@installationWide))
order by 1, 2;
