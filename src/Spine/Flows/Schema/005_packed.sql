-- What rating and statements read of an event, all but its texts, in one piece: a column costs more to send and to read
-- than its value, and a close reads all events of a month. The server makes it of the columns, so that it cannot say
-- anything else.
--   party_id 4 bytes, days since 0001-01-01 4, item_id 4, terms_id 4, provider_id 4, shape 4, quantity 8, period_id 4;
--   where there is one of them: unit_price 8, amount 8; where there is one: m1 to m6, 4 each.
--   shape: action 2 bits, session 2, accepted, takes back, has unit_price, amount, m1 to m6, then grade + 1.
alter table flows.event add column packed bytea not null generated always as (
  int8send(party_id::bigint << 32 | (occurred_on - date '0001-01-01'))
  || int8send(item_id::bigint << 32 | terms_id)
  || int8send(provider_id::bigint << 32 | (action + 4 * session + 16 * accepted::int + 32 * (reverses is not null)::int
    + 64 * (unit_price is not null)::int + 128 * (amount is not null)::int
    + 256 * (m1 is not null)::int + 512 * (m2 is not null)::int + 1024 * (m3 is not null)::int
    + 2048 * (m4 is not null)::int + 4096 * (m5 is not null)::int + 8192 * (m6 is not null)::int
    + 16384 * (grade + 1)))
  || int8send(quantity)
  || int4send(period_id)
  || case when num_nonnulls(unit_price, amount) = 0 then ''
    else int8send(coalesce(unit_price, 0)) || int8send(coalesce(amount, 0)) end
  || case when num_nonnulls(m1, m2, m3, m4, m5, m6) = 0 then ''
    else int8send(coalesce(m1, 0)::bigint << 32 | (coalesce(m2, 0)::bigint & 4294967295))
      || int8send(coalesce(m3, 0)::bigint << 32 | (coalesce(m4, 0)::bigint & 4294967295))
      || int8send(coalesce(m5, 0)::bigint << 32 | (coalesce(m6, 0)::bigint & 4294967295)) end
) stored;
