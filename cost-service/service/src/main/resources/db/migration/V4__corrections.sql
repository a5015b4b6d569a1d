-- The ledger stays append-only, and a call's cost becomes true by what is appended: a correction carries the difference
-- to what was entered before, in money and in tokens, so that sums over all kinds of entries are the truth. An
-- adjustment stands for calls that nobody told us of. An entry's id is its call's where it is the call itself.
alter table ledger_entries
    add column id uuid,
    add column kind text not null default 'call' check (kind in ('call', 'correction', 'adjustment')),
    add column revision int not null default 0,
    add column reason text,
    add column cause text,
    add column surface text,
    add column team text,
    add column service_tier text not null default 'standard',
    add column region text,
    add column tags jsonb,
    add column usage_details jsonb,
    add column price_status text,
    add column price_lines jsonb,
    add column payments jsonb;
-- A change of type rewrites the rows where an update would meet the trigger that forbids updates.
alter table ledger_entries alter column id type uuid using call_id;
alter table ledger_entries alter column id set not null;
alter table ledger_entries drop constraint ledger_entries_pkey;
alter table ledger_entries add primary key (workspace, id);
alter table ledger_entries alter column call_id drop not null;

alter table ledger_entries
    drop constraint ledger_entries_input_tokens_check,
    drop constraint ledger_entries_cache_read_tokens_check,
    drop constraint ledger_entries_cache_write_tokens_check,
    drop constraint ledger_entries_output_tokens_check,
    drop constraint ledger_entries_reasoning_tokens_check,
    drop constraint ledger_entries_cost_nano_usd_check,
    -- Versions of the price book are never removed; to look one up for each call costs more than the rest of its checks.
    drop constraint ledger_entries_price_book_version_fkey,
    add constraint a_call_is_not_negative check (kind <> 'call' or (input_tokens >= 0 and cache_read_tokens >= 0
        and cache_write_tokens >= 0 and output_tokens >= 0 and reasoning_tokens >= 0 and cost_nano_usd >= 0)),
    add constraint a_call_has_its_id check (kind <> 'call' or (call_id = id and revision = 0)),
    add constraint a_correction_has_its_call check (kind <> 'correction' or (call_id is not null and revision > 0)),
    add constraint an_adjustment_has_no_call check (kind <> 'adjustment' or call_id is null);

-- Two corrections of one call at the same time would both start from what was before: the second is refused.
create unique index ledger_entries_corrections on ledger_entries (workspace, call_id, revision) where kind = 'correction';

drop index ledger_entries_time;
create index ledger_entries_time on ledger_entries (workspace, started_at desc, id desc)
    include (app, cost_nano_usd, copy_of_call_id);

-- A time's calls being priced anew. How far it has come moves in the transaction that corrects.
create table reratings (
    workspace            text not null,
    id                   uuid not null,
    requested_at         timestamptz not null,
    requested_by         text not null,
    starts_at            timestamptz not null,
    ends_at              timestamptz not null check (starts_at < ends_at),
    provider             text,
    model                text,
    app                  text,
    price_book_version   int not null references price_books,
    dry_run              boolean not null,
    state                text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    after_time           timestamptz,
    after_call           uuid,
    calls_examined       bigint not null,
    calls_differing      bigint not null,
    calls_invoiced       bigint not null,
    difference_nano_usd  bigint not null,
    finished_at          timestamptz,
    failure              text,
    primary key (workspace, id)
);
create index reratings_running on reratings (requested_at, id) where state = 'RUNNING';
select llmops_isolate('reratings');

create table rerating_lines (
    workspace        text not null,
    rerating_id      uuid not null,
    provider         text not null,
    model            text not null,
    rule_before      text not null,
    rule_after       text not null,
    calls            bigint not null,
    before_nano_usd  bigint not null,
    after_nano_usd   bigint not null,
    primary key (workspace, rerating_id, provider, model, rule_before, rule_after),
    foreign key (workspace, rerating_id) references reratings on delete cascade
);
select llmops_isolate('rerating_lines');

-- What providers told of usage and cost; the same file is imported once.
create table invoices (
    workspace        text not null,
    id               uuid not null,
    provider         text not null,
    format           text not null,
    name             text,
    checksum         text not null,
    first_day        date not null,
    last_day         date not null,
    lines            int not null,
    skipped          int not null,
    skipped_rows     jsonb not null,
    amount_nano_usd  bigint,
    imported_at      timestamptz not null,
    imported_by      text not null,
    trued_up_at      timestamptz,
    trued_up_by      text,
    primary key (workspace, id),
    constraint invoices_checksum unique (workspace, checksum)
);
create index invoices_days on invoices (workspace, provider, first_day, last_day);
select llmops_isolate('invoices');

create table invoice_lines (
    workspace           text not null,
    invoice_id          uuid not null,
    row                 int not null,
    day                 date not null,
    item                text not null,
    model               text,
    project             text,
    amount_nano_usd     bigint,
    rounding_nano_usd   bigint,
    requests            bigint,
    input_tokens        bigint,
    cache_read_tokens   bigint,
    cache_write_tokens  bigint,
    output_tokens       bigint,
    primary key (workspace, invoice_id, row),
    foreign key (workspace, invoice_id) references invoices on delete cascade
);
select llmops_isolate('invoice_lines');

-- Which of our applications a provider's project, workspace or key stands for.
create table invoice_projects (
    workspace  text not null,
    provider   text not null,
    project    text not null,
    app        text not null,
    primary key (workspace, provider, project)
);
select llmops_isolate('invoice_projects');
