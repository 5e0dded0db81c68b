create schema parcel;

-- One organisation each, and one table of the whole installation.
create table parcel.field (
  org_id int not null,
  field_id bigint not null,
  name text not null,
  primary key (org_id, field_id)
);

create table parcel.crop (
  code text primary key,
  name text not null
);
grant update on parcel.crop to meent_app;

create table parcel.harvest (
  org_id int not null,
  field_id bigint not null,
  year int not null,
  primary key (org_id, field_id, year)
) partition by range (year);

create table parcel.harvest_2026 partition of parcel.harvest for values from (2026) to (2027);

create view parcel.field_name as select f.org_id, f.name from parcel.field f;
