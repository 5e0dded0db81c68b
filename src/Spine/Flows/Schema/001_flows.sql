-- Promise and happen: items, events, observations. Events are recorded once and never edited.
create schema flows;

create table flows.item (
  org_id int not null,
  item_id int not null,
  code text not null,
  name text not null,
  unit text not null,
  kind text not null check (kind in ('good', 'service')),
  activity text not null,
  tax_category text not null,
  measures text not null,                     -- name:decimals, separated by |
  grades text not null,                       -- separated by |
  provider_id int,                            -- party that provides it; null: the organisation
  density bigint,                             -- thousandths of a kilo in one litre
  most bigint,                                -- largest quantity of one record, thousandths
  written_id bigint not null,
  primary key (org_id, item_id),
  unique (org_id, code)
);
grant update on flows.item to meent_app;

create table flows.place (
  org_id int not null,
  place_id int not null,
  code text not null,
  name text not null,
  kind text not null,
  parent text not null,
  written_id bigint not null,
  primary key (org_id, place_id),
  unique (org_id, code)
);
grant update on flows.place to meent_app;

create table flows.device (
  org_id int not null,
  device_id int not null,
  code text not null,
  kind text not null,
  place text not null,
  written_id bigint not null,
  primary key (org_id, device_id),
  unique (org_id, code)
);
grant update on flows.device to meent_app;

-- The hot table: one key, no foreign key, no other index where ids hold the day. Quantities are thousandths of
-- the item's unit.
create table flows.event (
  org_id int not null,
  event_id uuid not null,                     -- UUIDv7 of the device, or derived from the record
  period_id int not null,                     -- the period that settles it, chosen by the server
  occurred_on date not null,
  party_id int not null,                      -- participant whose books it touches
  item_id int not null,
  terms_id int not null,
  action smallint not null,                   -- 1 in from the party, 2 out to the party, 3 stock
  session smallint not null,                  -- 0 none, 1 morning, 2 evening
  grade smallint not null,                    -- -1 none
  accepted boolean not null,
  quantity bigint not null check (quantity >= 0),
  measured bigint,                            -- as it was measured, where in another unit
  measured_unit text,
  unit_price bigint,                          -- agreed on the spot, millionths
  amount bigint,                              -- agreed on the spot, minor units
  provider_id int not null,                   -- outside provider; 0: the organisation
  m1 int, m2 int, m3 int, m4 int, m5 int, m6 int,
  place_id int not null,
  device_id int not null,
  slip_no bigint not null,                    -- counted by the device for each member; 0 none
  reverses uuid,
  in_lot bigint, out_lot bigint, process_id bigint, commitment_id bigint,
  reference text,
  reason text,
  recorded_by text,
  content_hash bytea not null,
  written_id bigint not null,
  primary key (org_id, event_id)
) partition by range (event_id);
create table flows.event_default partition of flows.event default;
-- Ids made of names hold no day: without this index each month of them would read all of them.
create index event_default_of_day on flows.event_default (org_id, occurred_on);

-- A partition for a month of ids. It runs as the owner, because the program itself may not make tables.
create function flows.make_month(first_id uuid, next_id uuid, month text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if month !~ '^[0-9]{4}_[0-9]{2}$' then raise exception 'no month: %', month; end if;
  if to_regclass('flows.event_' || month) is not null then return false; end if;
  execute format('create table flows.event_%s partition of flows.event for values from (%L) to (%L)',
    month, first_id, next_id);
  execute format('alter table flows.event_%s enable row level security', month);
  execute format('alter table flows.event_%s force row level security', month);
  execute format('revoke all on flows.event_%s from meent_app', month);
  return true;
exception when check_violation or duplicate_table then
  return false;                               -- the default partition already holds ids of that month: they stay there
end $$;
revoke all on function flows.make_month(uuid, uuid, text) from public;
grant execute on function flows.make_month(uuid, uuid, text) to meent_app;

-- Which ids settle in a period and occurred in which: finds late records, bounds the scan, proves the count.
create table flows.span (
  org_id int not null,
  period_id int not null,
  for_period int not null,
  first_id uuid,                              -- of the ids that hold a day; null: none does
  last_id uuid,
  named boolean not null,                     -- there are ids made of names
  events bigint not null,
  primary key (org_id, period_id, for_period)
);
grant update on flows.span to meent_app;

-- An event is taken back at most once: a partitioned table cannot hold that key itself.
create table flows.reversal (
  org_id int not null,
  event_id uuid not null,
  reversed_by uuid not null,
  primary key (org_id, event_id)
);

create table flows.confirmation (
  org_id int not null,
  event_id uuid not null,
  by_party_id int not null,
  verdict char(1) not null check (verdict in ('Y', 'N')),
  written_id bigint not null,
  primary key (org_id, event_id, by_party_id)
);

create table flows.observation (
  org_id int not null,
  observation_id uuid not null,
  period_id int not null,
  for_period int not null,
  measure text not null,
  value bigint not null,
  scale smallint not null,
  occurred_on date not null,
  party_id int,                               -- null: published for all
  event_id uuid,
  place_id int,
  lot_id bigint,
  observer text not null,
  replaces uuid,
  content_hash bytea not null,
  written_id bigint not null,
  primary key (org_id, observation_id)
);
create index observation_of_day on flows.observation (org_id, occurred_on);
create index observation_late on flows.observation (org_id, period_id) where for_period <> period_id;

create table flows.intent (
  org_id int not null, intent_id uuid not null, party_id int not null, side char(1) not null check (side in ('O', 'W')),
  item_id int not null, quantity bigint, during daterange, recurrence text, written_id bigint not null,
  primary key (org_id, intent_id)
);
create table flows.commitment (
  org_id int not null, commitment_id bigint not null, terms_id int not null, provider_id int not null,
  receiver_id int not null, item_id int not null, quantity bigint not null, during tstzrange not null,
  resource_id int, cancelled_at timestamptz, order_no text, unit_price bigint, price_parts jsonb,
    written_id bigint not null,
  primary key (org_id, commitment_id),
  exclude using gist (org_id with =, resource_id with =, during with &&)
    where (resource_id is not null and cancelled_at is null)
);
create table flows.process (
  org_id int not null, process_id bigint not null, kind text not null, occurred_on date not null,
    activity text not null,
  primary key (org_id, process_id)
);
create table flows.lot (
  org_id int not null, lot_id bigint not null, item_id int not null, code text not null, made_by bigint,
    unit_cost bigint,
  primary key (org_id, lot_id)
);
create table flows.restriction (
  org_id int not null, restriction_id uuid not null, party_id int, lot_id bigint, item_id int, reason text not null,
  during tstzrange not null, written_id bigint not null,
  primary key (org_id, restriction_id)
);
