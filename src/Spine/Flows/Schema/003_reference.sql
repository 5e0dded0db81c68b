-- What an item brought or cost elsewhere: the recorded alternative to dealing through the organisation.
create table flows.reference (
  org_id int not null,
  item_id int not null,
  side text not null check (side in ('sold', 'bought')),   -- as the participant would have dealt elsewhere
  starts date not null,
  ends date check (ends >= starts),           -- last day; null: until further notice
  price bigint not null,                      -- millionths for one unit; below zero: one pays to be rid of it
  source text not null,
  observed_on date not null,
  method text not null,
  written_id bigint not null,
  primary key (org_id, item_id, side, starts),
  exclude using gist (org_id with =, item_id with =, side with =, daterange(starts, ends, '[]') with &&)
);
grant update on flows.reference to meent_app;
