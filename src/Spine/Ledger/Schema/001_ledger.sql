-- Settle: accounts, one-row transfers, gapless numbers.
create schema ledger;

create table ledger.account (
  org_id int not null,
  account_id int not null,
  code text not null,                         -- as the journal names it
  party_id int,
  currency char(3) not null,
  primary key (org_id, account_id),
  unique (org_id, code, currency)
);

create table ledger.balance (
  org_id int not null,
  account_id int not null,
  debit bigint not null default 0 check (debit >= 0),
  credit bigint not null default 0 check (credit >= 0),
  last_seq bigint not null default 0,
  primary key (org_id, account_id)
) with (fillfactor = 60);
grant update on ledger.balance to meent_app;

create table ledger.transfer (
  org_id int not null,
  period_id int not null,
  transfer_id bigint not null,
  journal_id bigint not null,
  debit_account int not null,
  credit_account int not null,
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  debit_seq bigint not null,
  credit_seq bigint not null,
  claim_id bigint,
  booked_on date not null,
  check (debit_account <> credit_account),
  -- An account's own numbers are the keys; transfer_id counts all of them and is checked by verify.
  primary key (org_id, period_id, debit_account, debit_seq)
) partition by range (period_id);
create table ledger.transfer_default partition of ledger.transfer default;
create unique index transfer_credit_seq on ledger.transfer (org_id, period_id, credit_account, credit_seq);

create table ledger.journal (
  org_id int not null,
  journal_id bigint not null,
  idem uuid not null,
  kind text not null,
  content_hash bytea not null,
  reverses bigint,
  written_id bigint not null,
  primary key (org_id, journal_id),
  unique (org_id, idem),
  unique (org_id, reverses)
);

-- Gapless numbers: one series for each kind of document and fiscal year, one for each kind of row.
create table ledger.series (
  org_id int not null,
  kind text not null,
  fiscal_year text not null,
  next_number bigint not null default 1,
  primary key (org_id, kind, fiscal_year)
);
grant update on ledger.series to meent_app;

create table ledger.fx_rate (
  org_id int not null,
  base char(3) not null,
  quote char(3) not null,
  valid_on date not null,
  rate_e8 bigint not null,
  source text not null,
  primary key (org_id, base, quote, valid_on)
);
