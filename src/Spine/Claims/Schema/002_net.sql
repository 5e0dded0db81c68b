-- A claim may be taken from what is owed to the debtor, the rest going to an invoice.
alter table claims.claim drop constraint claim_settles_check;
alter table claims.claim add constraint claim_settles_check
  check (settles in ('checkoff', 'invoice', 'net', 'prepaid', 'escrow'));
