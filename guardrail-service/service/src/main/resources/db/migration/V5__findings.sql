-- What screening found, without what was said unless the workspace asked for it; reviews of it; attacks that were tried.

-- The key of a workspace's fingerprints, sealed: without it nobody can tell which text a fingerprint belongs to.
create table fingerprint_key (
    workspace    text not null primary key,
    key_id       text not null,
    wrapped_key  text not null,
    sealed       text not null
);
select llmops_isolate('fingerprint_key');

-- What a workspace lets be kept. Without a row: findings without content, no samples.
create table recording (
    workspace       text not null primary key,
    content         boolean not null,
    sample_rate     double precision not null check (sample_rate between 0 and 1),
    retention_days  int not null check (retention_days between 1 and 400),
    review_rate     double precision not null check (review_rate between 0 and 1),
    unsure_below    double precision not null check (unsure_below between 0 and 1),
    changed_by      text not null,
    changed_at      timestamptz not null
);
select llmops_isolate('recording');

-- One row for each text of a screening that found something or was sampled.
create table screened_text (
    workspace    text not null,
    id           uuid not null,
    call_id      text,
    segment      text not null,
    direction    text not null,
    source       text not null,
    attributes   jsonb not null,
    verdict      text not null,
    policy       text,
    version      int,
    code_points  int not null,
    fingerprint  text,
    sealed       jsonb,
    at           timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace, id)
);
create index screened_text_age on screened_text (expires_at);
create index screened_text_samples on screened_text (workspace, direction, id) where sealed is not null;
select llmops_isolate('screened_text');

create table finding (
    workspace    text not null,
    id           uuid not null,
    text_id      uuid not null,
    call_id      text,
    segment      text not null,
    direction    text not null,
    source       text not null,
    policy       text not null,
    version      int not null,
    rule         text not null,
    entity       text not null,
    action       text not null,
    mode         text not null check (mode in ('enforce', 'shadow')),
    score        double precision not null,
    start        int not null,
    length       int not null,
    reason       text not null,
    fingerprint  text,
    at           timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace, id)
);
create index finding_rule on finding (workspace, policy, version, rule, id);
create index finding_call on finding (workspace, call_id);
create index finding_age on finding (expires_at);
select llmops_isolate('finding');

-- What people look at. Labels outlive the finding: they are what precision is counted from.
create table review_item (
    workspace    text not null,
    id           uuid not null,
    finding      uuid not null,
    policy       text not null,
    version      int not null,
    rule         text not null,
    entity       text not null,
    score        double precision not null,
    why          text not null check (why in ('asked', 'sampled', 'unsure', 'picked')),
    status       text not null check (status in ('open', 'claimed', 'labelled')),
    claimed_by   text,
    claimed_at   timestamptz,
    label        text check (label in ('true_positive', 'false_positive')),
    reason       text,
    labelled_by  text,
    labelled_at  timestamptz,
    queued_at    timestamptz not null,
    primary key (workspace, id),
    unique (workspace, finding)
);
create index review_item_queue on review_item (workspace, status, id);
create index review_item_labels on review_item (workspace, policy, version, rule) where status = 'labelled';
select llmops_isolate('review_item');

-- When a rule is too noisy. Without a row: never demoted.
create table precision_floor (
    workspace   text not null primary key,
    floor       double precision not null check (floor between 0 and 1),
    min_labels  int not null check (min_labels between 5 and 10000),
    set_by      text not null,
    set_at      timestamptz not null
);
select llmops_isolate('precision_floor');

create table attack_corpus (
    workspace    text not null,
    name         text not null,
    attacks      jsonb not null,
    uploaded_by  text not null,
    uploaded_at  timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('attack_corpus');

-- A run goes on where it stopped: `next` is the first attempt that is not in the tallies.
create table red_team_run (
    workspace    text not null,
    id           uuid not null,
    policy       text not null,
    version      int not null,
    plan         jsonb not null,
    status       text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    attempts     int not null,
    next         int not null,
    tallies      jsonb not null,
    passed       jsonb not null,
    failure      text,
    leased_to    timestamptz,
    started_by   text not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (workspace, id),
    foreign key (workspace, policy, version) references policy_version (workspace, policy, version)
);
create index red_team_run_open on red_team_run (id) where status in ('waiting', 'running');
select llmops_isolate('red_team_run');
