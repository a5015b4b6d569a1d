-- What a key may call, how much, and the secret a rotation has replaced while both still work.
alter table api_key
    alter column requests_per_minute type bigint,
    add column allowed_models    text,
    add column tokens_per_minute bigint,
    add column max_concurrency   bigint,
    add column replaced_sha256   bytea,
    add column replaced_until    timestamptz,
    add column rotated_by        text,
    add column rotated_at        timestamptz,
    add column last_used_at      timestamptz;
comment on column api_key.allowed_models is 'One pattern per line; null: every model';
comment on column api_key.last_used_at is 'Written beside the configuration, and no part of its revision';

create table rate_limit (
    workspace       text not null,
    id              text not null,
    scope_kind      text not null,
    scope_value     text not null,
    unit            text not null,
    amount          bigint not null,
    window_seconds  bigint not null,
    on_redis_away   text not null,
    created_at      timestamptz not null,
    changed_by      text not null,
    changed_at      timestamptz not null,
    primary key (workspace, id),
    unique (workspace, scope_kind, scope_value, unit, window_seconds)
);
select llmops_isolate('rate_limit');
