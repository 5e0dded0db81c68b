-- Nothing stands here in this line of work.
select 1;
