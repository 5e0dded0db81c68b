-- Unique indexes that stand behind no constraint and do not start with org_id.
select n.nspname || '.' || c.relname as table_name, i.relname as index_name
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_class c on c.oid = x.indrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
where x.indisunique
  and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname not like 'pg_toast%'
  and a.attname is distinct from 'org_id'
  and not (n.nspname || '.' || c.relname = any (@installationWide))
order by 1, 2;
