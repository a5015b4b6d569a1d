-- The bodies of calls, cut into blocks. A block is named by its SHA-256 and stored once per workspace; nothing is shared
-- between workspaces, so that nobody can find out what another one has said by how long storing it takes.
create table payload_block (
    workspace  text not null,
    sha256     bytea not null,
    body       bytea not null,
    -- The latest day of a call that needs it: the block goes when that day does.
    last_used  date not null,
    primary key (workspace, sha256)
);
create index payload_block_age on payload_block (last_used);
select llmops_isolate('payload_block');

-- Every call once, however often its record arrives: a partitioned table can only be unique within its partitions.
-- Also says in which partition a call is.
create table call_id (
    workspace   text not null,
    call_id     uuid not null,
    started_at  timestamptz not null,
    primary key (workspace, call_id)
);
create index call_id_age on call_id using brin (started_at);
select llmops_isolate('call_id');

create table call_log (
    workspace        text not null,
    started_at       timestamptz not null,
    call_id          uuid not null,
    -- What is filtered by
    app              text,
    end_user         text,
    prompt_name      text,
    prompt_version   int,
    requested_model  text not null,
    model            text,
    route            text,
    status           text not null,
    -- The call record as it came, without the bodies
    record           bytea not null,
    -- How the bodies are put together from blocks; hashes of 32 bytes behind each other
    request_form     text not null,
    request_splice   int not null,
    request_blocks   bytea not null,
    response_form    text not null,
    response_splice  int not null,
    response_blocks  bytea not null,
    primary key (workspace, started_at, call_id)
) partition by range (started_at);
create index call_log_app on call_log (workspace, app, started_at) where app is not null;
create index call_log_prompt on call_log (workspace, prompt_name, started_at) where prompt_name is not null;
select llmops_isolate('call_log');

-- Calls of days for which no partition is made, such as those of a router whose clock is years ahead: no insert fails.
create table call_log_outlying partition of call_log default;
select llmops_isolate('call_log_outlying');

-- Makes the partition of a day (UTC), and moves what the outlying partition holds of it. Attaching a finished table
-- instead of creating it in place lets inserts into other days go on meanwhile.
create function call_log_add_day(day date) returns boolean language plpgsql as $$
declare
    partition text := 'call_log_' || to_char(day, 'YYYYMMDD');
    from_time timestamptz := day::timestamp at time zone 'UTC';
    to_time timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
    if to_regclass(partition) is not null then
        return false;
    end if;
    -- One at a time, whichever instance asks.
    perform pg_advisory_xact_lock(hashtext('call_log_add_day'));
    if to_regclass(partition) is not null then
        return false;
    end if;
    lock table call_log_outlying in access exclusive mode;
    execute format('create table %I (like call_log including all)', partition);
    execute format($move$
        with moved as (delete from call_log_outlying where started_at >= %L and started_at < %L returning *)
        insert into %I select * from moved
        $move$, from_time, to_time, partition);
    execute format('alter table call_log attach partition %I for values from (%L) to (%L)', partition, from_time, to_time);
    perform llmops_isolate(partition::regclass);
    return true;
end $$;

-- Drops the partitions of all days before this one, and says how many.
create function call_log_drop_before(day date) returns int language plpgsql as $$
declare
    old record;
    dropped int := 0;
begin
    for old in
        select child.relname as name
        from pg_inherits
        join pg_class child on child.oid = inhrelid
        where inhparent = 'call_log'::regclass
            and child.relname ~ '^call_log_[0-9]{8}$'
            and to_date(right(child.relname, 8), 'YYYYMMDD') < day
        order by child.relname
    loop
        execute format('drop table %I', old.name);
        dropped := dropped + 1;
    end loop;
    delete from call_log_outlying where started_at < day::timestamp at time zone 'UTC';
    return dropped;
end $$;
