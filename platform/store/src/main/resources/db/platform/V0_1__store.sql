-- The second wall: a row is seen and written only by a transaction that acts in its workspace.
-- FORCE makes the wall hold for the tables' owner too, which is the service itself.
create function llmops_isolate(tab regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tab);
    execute format('alter table %s force row level security', tab);
    execute format($policy$
        create policy workspace_isolation on %s
        using (workspace = current_setting('llmops.workspace', true) or current_setting('llmops.workspace', true) = '*')
        with check (workspace = current_setting('llmops.workspace', true) or current_setting('llmops.workspace', true) = '*')
        $policy$, tab);
end $$;

create table audit_log (
    workspace   text not null,
    id          uuid not null,
    at          timestamptz not null,
    actor       text not null,
    actor_kind  text not null,
    action      text not null,
    resource    text not null,
    primary key (workspace, id)
);
select llmops_isolate('audit_log');

create function llmops_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger append_only before update or delete or truncate on audit_log
    for each statement execute function llmops_append_only();

-- One row for each mutation that came with an Idempotency-Key, written in the mutation's own transaction.
-- The answer follows when it is known; until then, the mutation is done but cannot be answered again.
create table idempotency_key (
    workspace    text not null,
    key          text not null,
    fingerprint  text not null,
    created_at   timestamptz not null,
    status       int,
    headers      text,
    body         text,
    primary key (workspace, key)
);
create index idempotency_key_age on idempotency_key (created_at);
select llmops_isolate('idempotency_key');
