-- What replaces values for longer than a call, and who may have them back; detectors that workspaces bring themselves.

-- One secret for each workspace, from which all its keys are derived; sealed by the service's own key. Without its row
-- nothing of the workspace's vault can be opened any more.
create table workspace_key (
    workspace      text not null primary key,
    sealed_key_id  text not null,
    sealed_key     text not null,
    sealed_text    text not null,
    created_at     timestamptz not null
);
select llmops_isolate('workspace_key');

-- Values under their pseudonyms. Fingerprints are HMACs in hex: `scope` of the conversation, `value` of entity and value,
-- `fingerprint` of all three, so that a value has one pseudonym in a conversation, whoever writes it first.
create table vault_value (
    workspace    text not null,
    fingerprint  text not null,
    pseudonym    text not null,
    entity       text not null,
    scope        text not null,
    value        text not null,
    sealed       text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace, fingerprint),
    unique (workspace, pseudonym)
);
create index vault_value_scope on vault_value (workspace, scope);
create index vault_value_value on vault_value (workspace, value);
create index vault_value_expiry on vault_value (expires_at);
select llmops_isolate('vault_value');

create table reveal_policy (
    workspace   text not null,
    name        text not null,
    document    text not null,
    changed_by  text not null,
    changed_at  timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('reveal_policy');

-- Who asked for which value, for whom and what for, and whether they got it; one row for each pseudonym of a request.
create table vault_reveal (
    workspace   text not null,
    id          uuid not null,
    pseudonym   text not null,
    at          timestamptz not null,
    actor       text not null,
    actor_kind  text not null,
    app         text,
    sink        text not null,
    purpose     text not null,
    granted     boolean not null,
    primary key (workspace, id, pseudonym)
);
select llmops_isolate('vault_reveal');
create trigger append_only before update or delete or truncate on vault_reveal
    for each statement execute function llmops_append_only();

create table custom_detector (
    workspace      text not null,
    name           text not null,
    kind           text not null,
    document       text not null,
    sealed_key_id  text,
    sealed_key     text,
    sealed_text    text,
    changed_by     text not null,
    changed_at     timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('custom_detector');
