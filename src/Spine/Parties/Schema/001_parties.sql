-- Who: organisations, their parties and memberships, and the calendar of the organisation.
create schema parties;
create extension if not exists btree_gist;

-- Installation-wide: which organisations keep books here. It has no org_id, since it is read before one is chosen.
create table parties.directory (
  code text not null primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  number int not null unique check (number > 0)
);

create table parties.organisation (
  org_id int not null primary key,
  code text not null,
  name text not null,
  legal_form text not null,
  country char(2) not null,
  time_zone text not null,                    -- IANA name
  currency char(3) not null,                  -- settlement currency, ISO 4217
  language char(2) not null,
  main_item text,
  fiscal_year_start text not null check (fiscal_year_start ~ '^[0-9]{2}-[0-9]{2}$'),
  settings jsonb not null,                    -- org.json as it stood: cycles, deductions, credit limit, rails
  successor_org_id int,                       -- after a merger
  written_id bigint not null
);
grant update on parties.organisation to meent_app;

create table parties.party (
  org_id int not null,
  party_id int not null,                      -- small number inside these books; 1 is the organisation itself
  code text not null,                         -- person's or firm's key in the folder
  global_id uuid,                             -- towards other books
  kind text not null check (kind in ('person', 'firm', 'organisation')),
  role text not null,                         -- member, supplier, customer, ...
  name text not null,
  language char(2) not null,
  country char(2),
  phone text not null default '',
  tax_number text not null default '',
  tax_status text not null default 'normal',
  provisional boolean not null default false, -- a number that records named and no register held
  written_id bigint not null,
  primary key (org_id, party_id),
  unique (org_id, code)
);
grant update on parties.party to meent_app;

create table parties.membership (
  org_id int not null,
  number text not null,
  valid daterange not null,
  party_id int not null,
  class text not null,
  moved_to text,                              -- number of the heir or in the sister organisation
  expected_per_day bigint,                    -- thousandths of the main item's unit
  written_id bigint not null,
  primary key (org_id, number, valid),
  exclude using gist (org_id with =, number with =, valid with &&)
);
grant update, delete on parties.membership to meent_app;

create table parties.placement (
  org_id int not null,
  number text not null,
  valid daterange not null,
  route text not null,
  point text not null,
  written_id bigint not null,
  primary key (org_id, number, valid),
  exclude using gist (org_id with =, number with =, valid with &&)
);
grant update, delete on parties.placement to meent_app;

-- How a party is paid. A change is entered by one person and confirmed by another.
create table parties.channel (
  org_id int not null,
  party_id int not null,
  valid daterange not null,
  rail text not null,
  account text not null,
  entered_by text not null,
  confirmed_by text,                          -- null: not confirmed, not paid to
  written_id bigint not null,
  check (confirmed_by is null or confirmed_by <> entered_by),
  primary key (org_id, party_id, valid, rail, account)
);
grant update on parties.channel to meent_app;

create table parties.party_alias (
  org_id int not null,
  former_org_id int not null,
  former_party_id int not null,
  party_id int not null,
  primary key (org_id, former_org_id, former_party_id)
);

-- A period is a dated range of a cycle of the organisation. Its number is the first day (yyyymmdd) and the cycle.
create table parties.period (
  org_id int not null,
  period_id int not null,
  code text not null,                         -- 2026-10, 2026-10-H1, 2026-W41
  cycle text not null,
  during daterange not null,
  state text not null default 'open'
    check (state in ('open', 'closing', 'calculated', 'approved', 'closed', 'paid')),
  primary key (org_id, period_id),
  unique (org_id, code),
  exclude using gist (org_id with =, cycle with =, during with &&)
);
grant update on parties.period to meent_app;

create table parties.consent (
  org_id int not null,
  party_id int not null,
  purpose text not null,
  during daterange not null,
  written_id bigint not null,
  primary key (org_id, party_id, purpose, during)
);
