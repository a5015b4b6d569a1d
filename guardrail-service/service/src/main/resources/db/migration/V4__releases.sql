-- How far each policy version has come, where policies apply, and what must hold before a version is enforced.

-- A version without a row is a draft. Changed under the lock of the policy's row.
create table policy_stage (
    workspace  text not null,
    policy     text not null,
    version    int not null,
    stage      text not null check (stage in ('shadow', 'enforce', 'retired')),
    moved_by   text not null,
    moved_at   timestamptz not null,
    primary key (workspace, policy, version),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
create unique index policy_stage_enforced on policy_stage (workspace, policy) where stage = 'enforce';
select llmops_isolate('policy_stage');

create table policy_move (
    workspace   text not null,
    policy      text not null,
    move        int not null,
    version     int not null,
    from_stage  text not null,
    to_stage    text not null,
    why         text not null,
    moved_by    text not null,
    moved_at    timestamptz not null,
    primary key (workspace, policy, move),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
select llmops_isolate('policy_move');
create trigger append_only before update or delete or truncate on policy_move
    for each statement execute function llmops_append_only();

-- At each place at most one policy; policies of different places hold together.
create table policy_attachment (
    workspace    text not null,
    place        text not null check (place in ('workspace', 'app', 'route', 'prompt', 'key')),
    name         text not null,
    policy       text not null,
    attached_by  text not null,
    attached_at  timestamptz not null,
    primary key (workspace, place, name),
    foreign key (workspace, policy) references policy (workspace, name)
);
select llmops_isolate('policy_attachment');

-- Rules of a version that only report, because too much of what they found was none.
create table demoted_rule (
    workspace   text not null,
    policy      text not null,
    version     int not null,
    rule        text not null,
    why         text not null,
    demoted_by  text not null,
    demoted_at  timestamptz not null,
    primary key (workspace, policy, version, rule),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
select llmops_isolate('demoted_rule');

-- The policy '*' stands for all of a workspace.
create table release_gates (
    workspace  text not null,
    policy     text not null,
    gates      jsonb not null,
    set_by     text not null,
    set_at     timestamptz not null,
    primary key (workspace, policy)
);
select llmops_isolate('release_gates');

create table policy_approval (
    workspace    text not null,
    policy       text not null,
    version      int not null,
    approver     text not null,
    roles        jsonb not null,
    note         text not null,
    approved_at  timestamptz not null,
    primary key (workspace, policy, version, approver),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
select llmops_isolate('policy_approval');

-- What a policy is expected to find and to leave alone. Numbered under the lock of the policy's row.
create table policy_suite (
    workspace                text not null,
    policy                   text not null,
    suite                    int not null check (suite > 0),
    min_recall               double precision not null,
    max_false_positive_rate  double precision not null,
    cases                    jsonb not null,
    published_by             text not null,
    published_at             timestamptz not null,
    primary key (workspace, policy, suite),
    foreign key (workspace, policy) references policy (workspace, name)
);
select llmops_isolate('policy_suite');
create trigger append_only before update or delete or truncate on policy_suite
    for each statement execute function llmops_append_only();

create table suite_run (
    workspace   text not null,
    id          uuid not null,
    policy      text not null,
    version     int not null,
    suite       int not null,
    passed      boolean not null,
    result      jsonb not null,
    run_by      text not null,
    run_at      timestamptz not null,
    primary key (workspace, id),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version),
    foreign key (workspace, policy, suite) references policy_suite (workspace, policy, suite)
);
create index suite_run_version on suite_run (workspace, policy, version, id);
select llmops_isolate('suite_run');
create trigger append_only before update or delete or truncate on suite_run
    for each statement execute function llmops_append_only();

-- What a version would decide otherwise than another, on texts that were recorded or sent along.
create table policy_comparison (
    workspace   text not null,
    id          uuid not null,
    policy      text not null,
    version     int not null,
    against     jsonb,
    source      text not null check (source in ('recorded', 'uploaded')),
    result      jsonb not null,
    run_by      text not null,
    run_at      timestamptz not null,
    primary key (workspace, id),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
create index policy_comparison_version on policy_comparison (workspace, policy, version, id);
select llmops_isolate('policy_comparison');
create trigger append_only before update or delete or truncate on policy_comparison
    for each statement execute function llmops_append_only();

-- What was in force stays so. The rows of all workspaces move at once.
select set_config('llmops.workspace', '*', true);
insert into policy_stage (workspace, policy, version, stage, moved_by, moved_at)
    select workspace, policy, version, 'enforce', enforced_by, enforced_at from enforced_policy;
insert into policy_move (workspace, policy, move, version, from_stage, to_stage, why, moved_by, moved_at)
    select workspace, policy, 1, version, 'draft', 'enforce', 'In force before versions had stages', enforced_by, enforced_at
    from enforced_policy;
insert into policy_attachment (workspace, place, name, policy, attached_by, attached_at)
    select workspace, 'workspace', 'all', policy, enforced_by, enforced_at from enforced_policy;
drop table enforced_policy;
