-- Owe: who owes whom because of which clause. Claims are sums; a drill-down rates again.
create schema claims;

create table claims.claim (
  org_id int not null,
  claim_id bigint not null,
  booked_period int not null,
  for_period int not null,
  party_id int not null,
  terms_id int not null,                      -- 0: opening balance
  terms_version int not null,
  clause text not null,
  line smallint not null check (line between 1 and 4),
  provider_id int not null default 0,
  owed_by_party boolean not null,             -- debtor is the party, else the organisation
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  quantity bigint not null,
  events int not null,
  since date not null,
  rank smallint not null,
  statutory boolean not null,
  risk text not null check (risk in ('org', 'creditor')),
  settles text not null check (settles in ('checkoff', 'invoice', 'prepaid', 'escrow')),
  conditional boolean not null default false,
  due_on date not null,
  tax_class text not null default '',
  activity text not null default '',
  open_amount bigint not null,
  check (open_amount between 0 and amount),
  primary key (org_id, claim_id)
);
create index claim_open on claims.claim (org_id, party_id) where open_amount > 0;
-- Claims of a period lie together, but for later corrections: a coarse index costs nothing to keep.
create index claim_for_period on claims.claim using brin (org_id, for_period);
grant update (open_amount) on claims.claim to meent_app;

-- The limit and what was drawn on it lie on one row, so that it cannot be overdrawn by many at once.
create table claims.credit (
  org_id int not null,
  party_id int not null,
  period_id int not null,
  credit_limit bigint not null check (credit_limit >= 0),
  drawn bigint not null default 0 check (drawn >= 0),
  basis jsonb not null,
  primary key (org_id, party_id, period_id)
) with (fillfactor = 70);
grant update on claims.credit to meent_app;

-- Decisions on credit, with their reason. A reservation becomes an event when the goods are handed over.
create table claims.credit_decision (
  org_id int not null,
  decision_id uuid not null,
  party_id int not null,
  period_id int not null,
  asked bigint not null check (asked > 0),
  approved boolean not null,
  reason text not null,
  remaining bigint not null,
  sale text,                                  -- id of the record that followed
  written_id bigint not null,
  primary key (org_id, decision_id)
);

create table claims.document (
  org_id int not null,
  document_id bigint not null,
  series text not null,
  fiscal_year text not null,
  number bigint not null,
  kind text not null,
  period_id int not null,
  party_id int not null,
  issued_on date not null,
  currency char(3) not null,
  net bigint not null,
  tax bigint not null,
  corrects bigint,
  primary key (org_id, document_id),
  unique (org_id, series, fiscal_year, number)
);
create table claims.document_tax (
  org_id int not null,
  document_id bigint not null,
  category text not null,
  rate_bp int not null,
  base bigint not null,
  tax bigint not null,
  primary key (org_id, document_id, category, rate_bp)
);
