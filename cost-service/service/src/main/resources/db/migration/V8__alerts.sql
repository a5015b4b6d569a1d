-- What was said in transactions that made it true, until it is gathered into alerts: saying it locks and waits for nothing.
create table alert_signals (
    workspace  text not null,
    id         uuid not null,
    kind       text not null,
    subject    text not null,
    severity   text not null,
    title      text not null,
    facts      text not null,
    at         timestamptz not null,
    primary key (workspace, id)
);
create index alert_signals_order on alert_signals (id);
select llmops_isolate('alert_signals');

create table alerts (
    workspace        text not null,
    id               uuid not null,
    kind             text not null,
    subject          text not null,
    severity         text not null check (severity in ('INFO', 'WARNING', 'CRITICAL')),
    title            text not null,
    facts            text not null,
    state            text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'RESOLVED')),
    count            bigint not null check (count > 0),
    first_at         timestamptz not null,
    last_at          timestamptz not null,
    acknowledged_at  timestamptz,
    acknowledged_by  text,
    resolved_at      timestamptz,
    resolved_by      text,
    primary key (workspace, id)
);
create unique index alerts_one_is_open on alerts (workspace, kind, subject) where state <> 'RESOLVED';
create index alerts_resolved on alerts (resolved_at) where state = 'RESOLVED';
select llmops_isolate('alerts');

-- Who is told. What must stay secret is sealed: the columns open nowhere but here.
create table alert_channels (
    workspace      text not null,
    id             uuid not null,
    name           text not null,
    kind           text not null check (kind in ('WEBHOOK', 'SLACK', 'EMAIL')),
    enabled        boolean not null,
    origin         text,
    recipients     text,
    sealed_key_id  text,
    sealed_key     text,
    sealed_text    text,
    kinds          text not null,
    min_severity   text not null check (min_severity in ('INFO', 'WARNING', 'CRITICAL')),
    scope          text not null,
    quiet_seconds  bigint not null check (quiet_seconds >= 0),
    created_at     timestamptz not null,
    primary key (workspace, id),
    constraint alert_channels_name unique (workspace, name),
    constraint post_goes_somewhere check ((kind = 'EMAIL') = (recipients is not null)
        and (kind <> 'EMAIL') = (origin is not null and sealed_key_id is not null
            and sealed_key is not null and sealed_text is not null))
);
select llmops_isolate('alert_channels');

-- One message to one channel. Its id is told with it, and stays the same however often it is sent.
create table alert_deliveries (
    workspace      text not null,
    id             uuid not null,
    channel_id     uuid not null,
    alert_id       uuid not null,
    severity       text not null,
    message        text not null,
    state          text not null check (state in ('WAITING', 'DELIVERED', 'DEAD')),
    attempts       int not null check (attempts >= 0),
    next_at        timestamptz not null,
    -- While it is being sent: whoever sends it and does not say how that ended by then has crashed.
    claimed_until  timestamptz,
    created_at     timestamptz not null,
    ended_at       timestamptz,
    status         int,
    reason         text,
    primary key (workspace, id),
    foreign key (workspace, channel_id) references alert_channels on delete cascade,
    foreign key (workspace, alert_id) references alerts on delete cascade
);
create index alert_deliveries_due on alert_deliveries (next_at) where state = 'WAITING';
create index alert_deliveries_told on alert_deliveries (workspace, alert_id, channel_id, created_at desc);
create index alert_deliveries_channel on alert_deliveries (workspace, channel_id);
create index alert_deliveries_ended on alert_deliveries (ended_at) where state <> 'WAITING';
select llmops_isolate('alert_deliveries');

-- The models that a workspace has used, the last day on which it was told that one of them has no price, and what it cost
-- when that was last looked at: a JSON object of rates by unit, by these versions of prices.
create table models_seen (
    workspace    text not null,
    provider     text not null,
    model        text not null,
    first_at     timestamptz not null,
    unpriced_on  date,
    rates        text,
    book         int not null default 0,
    custom       int not null default 0,
    primary key (workspace, provider, model)
);
select llmops_isolate('models_seen');

-- What is in use already is no news.
set local llmops.workspace = '*';
insert into models_seen (workspace, provider, model, first_at)
    select workspace, provider, model, min(started_at) from ledger_entries
    where provider is not null and model is not null and not cached
    group by workspace, provider, model;
