-- Two organisations that deal with each other record the same events. An event between them counts when both have
-- said the same of it.

-- The key by which what another organisation hands over in a file is known to be its own.
create table flows.peer (
  org_id int not null,
  party text not null,                        -- id of the other organisation, which is its code as a party
  public_key text not null,                   -- P-256, SubjectPublicKeyInfo in base64
  written_id bigint not null,
  primary key (org_id, party)
);
grant update on flows.peer to meent_app;

-- What these books say of an event between two organisations, in codes that both know.
create table flows.exchange (
  org_id int not null,
  event_id uuid not null,
  agreement text not null,
  peer text not null,
  name text not null,                         -- id as the record has it
  for_period int not null,
  reverses uuid,
  said text not null,
  said_hash bytea not null,
  handed boolean not null default false,      -- to the other side, where it keeps its books here
  written_id bigint not null,
  primary key (org_id, event_id)
);
grant update (handed) on flows.exchange to meent_app;

-- What the other side says of it.
create table flows.counterpart (
  org_id int not null,
  agreement text not null,
  event_id uuid not null,
  peer text not null,
  name text not null,
  for_period int not null,
  reverses uuid,
  said text not null,
  said_hash bytea not null,
  period_id int,                              -- the period that settles it; null: nothing of ours beside it
  primary key (org_id, agreement, event_id)
);
grant update (period_id) on flows.counterpart to meent_app;

-- What the other side claimed, by the month in which it occurred and the period in which it was booked. Above zero:
-- it is owed to the other side.
create table flows.peer_total (
  org_id int not null,
  agreement text not null,
  for_period int not null,
  booked_period int not null,
  currency char(3) not null,
  amount bigint not null,
  primary key (org_id, agreement, for_period, booked_period)
);

-- The other side of an agreement as the organisation of this work has adopted it; null where there is none.
create function flows.other_side(own_code text, agreement_code text) returns text
language sql stable set search_path = pg_catalog as $$
  select case when b.sides ->> 0 = own_code then b.sides ->> 1 when b.sides ->> 1 = own_code then b.sides ->> 0 end
  from (
    select (x.body::jsonb) -> 'between' as sides
    from agreements.terms t
    join agreements.terms_text x on x.org_id = t.org_id and x.terms_id = t.terms_id
    where t.org_id = nullif(current_setting('meent.org', true), '')::int and t.code = agreement_code
    order by x.revision desc limit 1) b
$$;
revoke all on function flows.other_side(text, text) from public;

-- The only ways from the books of one organisation into those of another. They run as the owner, so each looks first
-- whether the organisation of the work and the other are the two sides of an agreement that both have adopted; null
-- where they are not, or the other keeps its books elsewhere. The organisation of the work is changed for the
-- statements that concern the other and changed back: row-level security holds inside as well.
create function flows.peer_of(agreement_code text, out own int, out own_code text, out peer int, out peer_code text)
language plpgsql set search_path = pg_catalog as $$
declare
  back text;
begin
  own := nullif(current_setting('meent.org', true), '')::int;
  select d.code into own_code from parties.directory d where d.number = own;
  peer_code := flows.other_side(own_code, agreement_code);
  select d.number into peer from parties.directory d where d.code = peer_code;
  if peer is null then return; end if;
  perform set_config('meent.org', peer::text, true);
  back := flows.other_side(peer_code, agreement_code);
  perform set_config('meent.org', own::text, true);
  if back is distinct from own_code then peer := null; end if;
end $$;
revoke all on function flows.peer_of(text) from public;

create function flows.hand_over(agreement_code text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  s record;
  mine flows.exchange[];
  theirs flows.exchange[];
begin
  s := flows.peer_of(agreement_code);
  if s.peer is null then return false; end if;
  -- Both may do it at once, each beginning with its own rows.
  perform pg_advisory_xact_lock(7319004, hashtext(least(s.own_code, s.peer_code) || ' '
    || greatest(s.own_code, s.peer_code)));
  with handed as (
    update flows.exchange e set handed = true
    where e.org_id = s.own and e.agreement = agreement_code and e.peer = s.peer_code and not e.handed returning e)
  select array_agg(h.e) into mine from handed h;
  perform set_config('meent.org', s.peer::text, true);
  with handed as (
    update flows.exchange e set handed = true
    where e.org_id = s.peer and e.agreement = agreement_code and e.peer = s.own_code and not e.handed returning e)
  select array_agg(h.e) into theirs from handed h;
  insert into flows.counterpart (org_id, agreement, event_id, peer, name, for_period, reverses, said, said_hash)
  select s.peer, m.agreement, m.event_id, s.own_code, m.name, m.for_period, m.reverses, m.said, m.said_hash
  from unnest(mine) m on conflict do nothing;
  perform set_config('meent.org', s.own::text, true);
  insert into flows.counterpart (org_id, agreement, event_id, peer, name, for_period, reverses, said, said_hash)
  select s.own, t.agreement, t.event_id, s.peer_code, t.name, t.for_period, t.reverses, t.said, t.said_hash
  from unnest(theirs) t on conflict do nothing;
  return true;
end $$;
revoke all on function flows.hand_over(text) from public;
grant execute on function flows.hand_over(text) to meent_app;

create function flows.hand_over_totals(
  agreement_code text, money char(3), booked int, months int[], amounts bigint[]) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  s record;
begin
  s := flows.peer_of(agreement_code);
  if s.peer is null then return false; end if;
  perform set_config('meent.org', s.peer::text, true);
  insert into flows.peer_total (org_id, agreement, for_period, booked_period, currency, amount)
  select s.peer, agreement_code, u.for_period, booked, money, u.amount
  from unnest(months, amounts) as u (for_period, amount) on conflict do nothing;
  perform set_config('meent.org', s.own::text, true);
  return true;
end $$;
revoke all on function flows.hand_over_totals(text, char, int, int[], bigint[]) from public;
grant execute on function flows.hand_over_totals(text, char, int, int[], bigint[]) to meent_app;
