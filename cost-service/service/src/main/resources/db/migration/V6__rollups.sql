-- Sums over the ledger, kept in the transaction that adds to it. What tells the rows apart is what people set up (teams,
-- keys, models, routes, prompts, …), so there are few of them however many calls there are; what clients make up (end
-- users, tags) is summed up apart. An absent value is '' (0 for a version), so that it can be part of the key.
create table spend_hours (
    workspace                text not null,
    hour                     timestamptz not null,
    team                     text not null,
    app                      text not null,
    key                      text not null,
    provider                 text not null,
    model                    text not null,
    route                    text not null,
    prompt                   text not null,
    prompt_version           int not null,
    operation                text not null,
    surface                  text not null,
    service_tier             text not null,
    region                   text not null,
    copied                   boolean not null,
    requests                 bigint not null,
    answered                 bigint not null,
    cached                   bigint not null,
    unpriced                 bigint not null,
    estimated                bigint not null,
    input_tokens             bigint not null,
    cache_read_tokens        bigint not null,
    cache_write_tokens       bigint not null,
    output_tokens            bigint not null,
    reasoning_tokens         bigint not null,
    cost_nano_usd            bigint not null,
    -- What the answers that came from the suite's cache would have cost.
    avoided_nano_usd         bigint not null,
    -- What providers' own caches saved, less what writing to them cost.
    provider_cache_nano_usd  bigint not null,
    -- Of the cost: calls that are part of a conversation.
    conversation_nano_usd    bigint not null,
    primary key (workspace, hour, model, app, prompt, prompt_version, team, key, provider, route, operation, surface,
        service_tier, region, copied)
);
select llmops_isolate('spend_hours');

-- The same by days of UTC: what most reports read.
create table spend_days (like spend_hours including all);
alter table spend_days rename column hour to day;
select llmops_isolate('spend_days');

-- By end users, whom clients name.
create table end_user_days (
    workspace      text not null,
    day            timestamptz not null,
    end_user       text not null,
    app            text not null,
    team           text not null,
    requests       bigint not null,
    answered       bigint not null,
    cached         bigint not null,
    unpriced       bigint not null,
    input_tokens   bigint not null,
    output_tokens  bigint not null,
    cost_nano_usd  bigint not null,
    primary key (workspace, day, end_user, app, team)
);
select llmops_isolate('end_user_days');

-- The same by months of UTC: who is counted once a month comes up on many days.
create table end_user_months (like end_user_days including all);
alter table end_user_months rename column day to month;
select llmops_isolate('end_user_months');

-- The tags that are summed up: those a workspace names, because a tag may have as many values as there are calls.
create table reported_tags (
    workspace  text not null,
    tag        text not null,
    primary key (workspace, tag)
);
select llmops_isolate('reported_tags');

create table tag_hours (
    workspace      text not null,
    hour           timestamptz not null,
    tag            text not null,
    tag_value      text not null,
    app            text not null,
    team           text not null,
    model          text not null,
    provider       text not null,
    requests       bigint not null,
    answered       bigint not null,
    cached         bigint not null,
    unpriced       bigint not null,
    input_tokens   bigint not null,
    output_tokens  bigint not null,
    cost_nano_usd  bigint not null,
    primary key (workspace, tag, hour, tag_value, app, team, model, provider)
);
select llmops_isolate('tag_hours');

-- When a conversation was said to be resolved, first; by its calls' metadata or by feedback on one of them.
create table resolutions (
    workspace     text not null,
    conversation  text not null,
    source        text not null check (source in ('call', 'feedback')),
    resolved_at   timestamptz not null,
    team          text not null,
    app           text not null,
    primary key (workspace, conversation, source)
);
create index resolutions_time on resolutions (workspace, resolved_at) include (app, team, source, conversation);
select llmops_isolate('resolutions');

-- What answers were found to be worth, each score once; counted when the call is in the ledger.
create table call_scores (
    workspace      text not null,
    call_id        uuid not null,
    source         text not null,
    name           text not null,
    value_micro    bigint not null check (value_micro between 0 and 1000000),
    given_at       timestamptz not null,
    arrived_at     timestamptz not null,
    counted        boolean not null,
    primary key (workspace, call_id, source)
);
create index call_scores_waiting on call_scores (arrived_at) where not counted;
select llmops_isolate('call_scores');

create table score_days (
    workspace       text not null,
    day             timestamptz not null,
    name            text not null,
    prompt          text not null,
    prompt_version  int not null,
    app             text not null,
    team            text not null,
    provider        text not null,
    model           text not null,
    scores          bigint not null,
    value_micro     bigint not null,
    primary key (workspace, day, prompt, prompt_version, name, app, team, provider, model)
);
select llmops_isolate('score_days');

-- Sums that are made anew from the ledger, one day after the other.
create table rollup_rebuilds (
    workspace     text not null,
    id            uuid not null,
    from_day      timestamptz not null,
    to_day        timestamptz not null,
    next_day      timestamptz not null,
    entries       bigint not null,
    requested_by  text not null,
    requested_at  timestamptz not null,
    finished_at   timestamptz,
    primary key (workspace, id)
);
create index rollup_rebuilds_open on rollup_rebuilds (requested_at) where finished_at is null;
select llmops_isolate('rollup_rebuilds');

-- How a workspace splits what belongs to nobody in particular.
create table chargeback_rules (
    workspace   text not null,
    position    int not null,
    rule        jsonb not null,
    primary key (workspace, position)
);
select llmops_isolate('chargeback_rules');

-- The same walls, for tables of which reports read many rows at once: the workspace is looked up once for a statement
-- and not for every row, which takes a third off a report.
do $$
declare tab text;
begin
    foreach tab in array array['spend_hours', 'spend_days', 'end_user_days', 'end_user_months', 'tag_hours', 'resolutions',
            'score_days'] loop
        execute format($policy$
            alter policy workspace_isolation on %I
            using (workspace = (select current_setting('llmops.workspace', true))
                or (select current_setting('llmops.workspace', true)) = '*')
            $policy$, tab);
    end loop;
end $$;

-- What is in the ledger already is summed up as if somebody had asked for it.
select set_config('llmops.workspace', '*', true);
insert into rollup_rebuilds (workspace, id, from_day, to_day, next_day, entries, requested_by, requested_at)
select workspace, gen_random_uuid(), date_trunc('day', min(started_at), 'UTC'),
    date_trunc('day', max(started_at), 'UTC') + interval '1 day', date_trunc('day', min(started_at), 'UTC'), 0,
    'migration', now()
from ledger_entries group by workspace;
