-- Triggers that somebody wrote; those of foreign keys are PostgreSQL's own.
select n.nspname || '.' || c.relname as table_name, t.tgname as trigger_name
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
where not t.tgisinternal
order by 1, 2;
