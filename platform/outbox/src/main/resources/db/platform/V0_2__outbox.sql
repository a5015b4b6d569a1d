-- Events wait here until the relay has published them. Not isolated: only the relay reads it, for all workspaces,
-- and a session can only insert into it through the Outbox, which takes the workspace from the event.
create table outbox (
    position    bigint generated always as identity primary key,
    id          uuid not null,
    topic       text not null,
    key         text not null,
    type        text not null,
    workspace   text not null,
    subject     text not null,
    at          timestamptz not null,
    payload     bytea not null
);
