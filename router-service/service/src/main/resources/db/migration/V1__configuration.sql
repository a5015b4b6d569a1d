-- One row for each workspace, raised by every change to what calls depend on. Changes of one workspace queue up at its
-- row, and an instance that knows the revision knows whether it has seen them all.
create table configuration (
    workspace  text primary key,
    revision   bigint not null
);
select llmops_isolate('configuration');

create table api_key (
    workspace            text not null,
    public_id            text not null,
    app                  text not null,
    description          text,
    secret_sha256        bytea not null,
    requests_per_minute  int,
    created_by           text not null,
    created_at           timestamptz not null,
    expires_at           timestamptz,
    revoked_by           text,
    revoked_at           timestamptz,
    primary key (workspace, public_id)
);
-- A key is looked up before its workspace is known.
create unique index api_key_public_id on api_key (public_id);
select llmops_isolate('api_key');

create table provider (
    workspace            text not null,
    name                 text not null,
    revision             int not null,
    dialect              text not null,
    base_url             text not null,
    credential           bytea,
    price_book_provider  text not null,
    models               text not null,
    created_at           timestamptz not null,
    changed_by           text not null,
    changed_at           timestamptz not null,
    primary key (workspace, name)
);
comment on column provider.credential is 'Encrypted by the service, bound to workspace and name';
select llmops_isolate('provider');

create table route (
    workspace        text not null,
    name             text not null,
    current_version  int not null,
    latest_version   int not null,
    moved_by         text not null,
    moved_at         timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('route');

create table route_version (
    workspace          text not null,
    name               text not null,
    version            int not null,
    targets            text not null,
    cache_ttl_seconds  bigint,
    description        text,
    published_by       text not null,
    published_at       timestamptz not null,
    primary key (workspace, name, version),
    foreign key (workspace, name) references route (workspace, name)
);
select llmops_isolate('route_version');
