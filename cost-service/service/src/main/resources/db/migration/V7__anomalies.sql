-- Spend that was not as usual, by scope: dimension 'workspace' is all of it. Amounts are those of the peak.
create table anomalies (
    workspace          text not null,
    id                 uuid not null,
    dimension          text not null,
    value              text not null,
    grain              text not null check (grain in ('hour', 'day')),
    direction          text not null check (direction in ('up', 'down')),
    from_at            timestamptz not null,
    until_at           timestamptz not null,
    detected_at        timestamptz not null,
    peak_at            timestamptz not null,
    actual_nano_usd    bigint not null,
    expected_nano_usd  bigint not null,
    low_nano_usd       bigint not null,
    high_nano_usd      bigint not null,
    score              double precision not null,
    verdict            text not null check (verdict in ('new', 'acknowledged', 'expected')),
    noted_by           text,
    noted_at           timestamptz,
    note               text,
    part_of            uuid,
    explanation        jsonb,
    primary key (workspace, id)
);
create index anomalies_time on anomalies (workspace, detected_at desc, id desc);
create index anomalies_until on anomalies (workspace, until_at);
select llmops_isolate('anomalies');

-- What is watched, and whether there is enough history to tell what is usual.
create table anomaly_watches (
    workspace     text not null,
    dimension     text not null,
    value         text not null,
    history_days  int not null,
    looked_at     timestamptz not null,
    primary key (workspace, dimension, value)
);
select llmops_isolate('anomaly_watches');

-- Who looks at a workspace, and up to which hour it is done. A claim ends by itself when its holder vanishes.
create table spend_looks (
    workspace       text not null,
    kind            text not null check (kind in ('anomalies', 'forecast')),
    claimed_until   timestamptz not null,
    looked_until    timestamptz,
    primary key (workspace, kind)
);
select llmops_isolate('spend_looks');
