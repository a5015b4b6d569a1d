-- What scorers found. One score per call, scorer and version: the same version would only say the same again.
create table score (
    workspace       text not null,
    id              uuid not null,
    call_id         uuid not null,
    scorer          text not null,
    scorer_version  int not null,
    value           numeric(7, 6) not null,
    reason          text not null,
    scored_at       timestamptz not null,
    primary key (workspace, id)
);
create unique index score_once on score (workspace, call_id, scorer, scorer_version);
create index score_age on score (scored_at);
select llmops_isolate('score');
