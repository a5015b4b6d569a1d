-- Policies, their versions, and which of them is in force. Versions are numbered under the lock of the policy's row.

create table policy (
    workspace       text not null,
    name            text not null,
    latest_version  int not null,
    created_by      text not null,
    created_at      timestamptz not null,
    published_at    timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('policy');

create table policy_version (
    workspace     text not null,
    policy        text not null,
    version       int not null check (version > 0),
    rails         text not null,
    unscanned     text not null check (unscanned in ('BLOCK', 'ALLOW')),
    published_by  text not null,
    published_at  timestamptz not null,
    primary key (workspace, policy, version),
    foreign key (workspace, policy) references policy (workspace, name)
);
select llmops_isolate('policy_version');
create trigger append_only before update or delete or truncate on policy_version
    for each statement execute function llmops_append_only();

-- At most one row for each workspace; the audit log tells what was in force before.
create table enforced_policy (
    workspace    text not null primary key,
    policy       text not null,
    version      int not null,
    enforced_by  text not null,
    enforced_at  timestamptz not null,
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
select llmops_isolate('enforced_policy');
