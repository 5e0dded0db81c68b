-- Who wrote what, when and by which command.
create sequence platform.written_id as bigint;

create table platform.written (
  org_id int not null,
  written_id bigint not null,
  actor text not null,
  command text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (org_id, written_id)
);
