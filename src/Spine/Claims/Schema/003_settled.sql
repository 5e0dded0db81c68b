-- What the period that books a claim makes of it stands on the claim: nearly all are settled there and then, and a row
-- beside each of them would say the same once more. What later periods take is in settlement.allocation, and so is what
-- earlier releases took: there both columns are null, as with claims that are not due from the party.
alter table claims.claim
  add column taken bigint check (taken >= 0),
  add column invoiced bigint check (invoiced >= 0),
  add constraint claim_settled_whole check ((taken is null) = (invoiced is null)),
  add constraint claim_settled_at_most check (taken + invoiced + open_amount <= amount);
