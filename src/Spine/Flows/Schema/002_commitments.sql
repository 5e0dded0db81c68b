-- Promises: what is ordered and what is booked. Nothing ever wrote the table of the first file: it is made anew.
drop table flows.commitment;
create table flows.commitment (
  org_id int not null,
  commitment_id uuid not null,                -- of the id of the row, or derived from what it says
  code text not null,                         -- the id as the row says it; '' where it has none
  order_no text not null,                     -- several lines of one order share it; '' none
  due_on date not null,
  terms_id int not null,                      -- 0: no terms rate it yet
  item_id int not null,
  provider_id int not null,                   -- 1 is the organisation, for the receiver as well
  receiver_id int not null,
  quantity bigint not null check (quantity > 0), -- thousandths of the item's unit
  unit_price bigint check (unit_price >= 0),  -- millionths
  resource text not null,                     -- code of the place or device that is booked; '' none
  during tstzrange,                           -- when it is booked
  cancelled_on date,
  content_hash bytea not null,
  written_id bigint not null,
  cancelled_by bigint,                        -- written_id of the row that cancelled it
  check ((resource = '') = (during is null)),
  check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  check ((cancelled_on is null) = (cancelled_by is null)),
  primary key (org_id, commitment_id),
  exclude using gist (org_id with =, resource with =, during with &&)
    where (during is not null and cancelled_on is null)
);
grant update (cancelled_on, cancelled_by) on flows.commitment to meent_app;
create index commitment_due on flows.commitment (org_id, due_on);
create index commitment_order on flows.commitment (org_id, order_no) where order_no <> '';
