-- What people and applications think of an answer. It may come before the call it is about: the two meet by the call's id.
create table feedback (
    workspace    text not null,
    id           uuid not null,
    call_id      uuid not null,
    name         text not null,
    value        numeric(7, 6) not null,
    comment      text,
    given_by     text not null,
    giver_kind   text not null,
    given_at     timestamptz not null,
    -- The giver thought better of it then. Kept, to see how opinions change.
    replaced_at  timestamptz,
    primary key (workspace, id)
);
create unique index feedback_current on feedback (workspace, call_id, name, giver_kind, given_by) where replaced_at is null;
create index feedback_age on feedback (given_at);
select llmops_isolate('feedback');
