-- Agree: standard terms that thousands join.
create schema agreements;

create table agreements.terms (
  org_id int not null,
  terms_id int not null,
  code text not null,
  currency char(3) not null,
  joins text not null check (joins in ('members', 'listed')),
  primary key (org_id, terms_id),
  unique (org_id, code)
);

-- Each text of the terms as it was taken in; the newest holds. What held in a closed period may not change.
create table agreements.terms_text (
  org_id int not null,
  terms_id int not null,
  revision int not null,
  body text not null,
  body_hash bytea not null,
  written_id bigint not null,
  primary key (org_id, terms_id, revision)
);

create table agreements.agreement (
  org_id int not null,
  terms_id int not null,
  party_id int not null,
  valid daterange not null,
  params jsonb not null default '{}',
  peer_org_id int,
  global_id uuid,
  written_id bigint not null,
  primary key (org_id, terms_id, party_id, valid),
  exclude using gist (org_id with =, terms_id with =, party_id with =, valid with &&)
);
grant update on agreements.agreement to meent_app;
