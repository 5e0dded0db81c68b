-- Settle and show: the state of a period, deductions claim by claim, statements, payments.
create schema settlement;

create table settlement.close (
  org_id int not null,
  period_id int not null,
  maker text not null,
  approver text,
  result_hash bytea not null,                 -- what the maker saw; the approver signs the same
  figures jsonb not null,
  booked_on date not null,
  calculated_by bigint not null,              -- written_id
  closed_by bigint,
  check (approver is null or approver <> maker),
  primary key (org_id, period_id)
);
grant update, delete on settlement.close to meent_app;

create table settlement.allocation (
  org_id int not null,
  period_id int not null,
  claim_id bigint not null,
  taken bigint not null check (taken >= 0),
  carried bigint not null check (carried >= 0),
  invoiced bigint not null default 0 check (invoiced >= 0),
  primary key (org_id, period_id, claim_id)
);

-- The statement as it was given, with every word that does not come from the events; it never changes.
create table settlement.statement (
  org_id int not null,
  period_id int not null,
  party_id int not null,
  currency char(3) not null,
  brought_forward bigint not null check (brought_forward >= 0),
  gross bigint not null check (gross >= 0),
  tax bigint not null,
  due bigint not null,
  taken bigint not null,
  net bigint not null check (net >= 0),
  carried bigint not null check (carried >= 0),
  receivable bigint not null check (receivable >= 0),
  credit_brought bigint not null check (credit_brought >= 0),
  to_pay bigint not null check (to_pay >= 0),
  credit_carried bigint not null check (credit_carried >= 0),
  accepted bigint not null,
  rejected bigint not null,
  advantage bigint,
  document_number bigint not null,
  first_entry bigint not null,                -- of the participant's account in the period; 0 where there is none
  last_entry bigint not null,
  body bytea not null,
  check (gross - taken = net),
  check (due = taken + carried + receivable),
  check (net + tax + credit_brought = to_pay + credit_carried),
  primary key (org_id, period_id, party_id, currency)
);
alter table settlement.statement alter column body set storage external;

-- What of a closed period belongs to no single statement: totals, remittances, goods, exceptions.
create table settlement.book (
  org_id int not null,
  period_id int not null,
  body bytea not null,
  primary key (org_id, period_id)
);

create table settlement.payment (
  org_id int not null,
  period_id int not null,
  payment_run int not null default 1,         -- several runs in one period: advances, provisional and final price
  party_id int not null,
  rail text not null,
  account text not null,
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  state text not null default 'instructed' check (state in ('instructed', 'paid', 'failed')),
  end_to_end_id text not null,
  primary key (org_id, period_id, payment_run, party_id, rail),
  unique (org_id, end_to_end_id)
);
grant update (state) on settlement.payment to meent_app;

create table settlement.opening (
  org_id int not null,
  party_id int not null,
  kind text not null check (kind in ('arrears', 'credit')),
  since date not null,
  title text not null,
  amount bigint not null check (amount > 0),
  occurrence int not null,
  claim_id bigint,
  written_id bigint not null,
  primary key (org_id, party_id, kind, since, title, amount, occurrence)
);
