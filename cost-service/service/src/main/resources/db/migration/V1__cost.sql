-- Immutable versions of the price book. They are public facts: no workspace owns them.
create table price_books (
    version       int primary key,
    checksum      text not null unique,
    document      text not null,
    published_at  timestamptz not null
);
create trigger append_only before update or delete or truncate on price_books
    for each statement execute function llmops_append_only();

-- What every call cost: one row for each call id, never changed.
create table ledger_entries (
    workspace             text not null,
    call_id               uuid not null,
    started_at            timestamptz not null,
    recorded_at           timestamptz not null,
    operation             text not null,
    call_status           text not null,
    cached                boolean not null,
    subject               text not null,
    subject_kind          text not null,
    app                   text,
    end_user              text,
    provider              text,
    model                 text,
    requested_model       text,
    route                 text,
    route_version         int,
    prompt                text,
    prompt_version        int,
    input_tokens          bigint not null check (input_tokens >= 0),
    cache_read_tokens     bigint not null check (cache_read_tokens >= 0),
    cache_write_tokens    bigint not null check (cache_write_tokens >= 0),
    output_tokens         bigint not null check (output_tokens >= 0),
    reasoning_tokens      bigint not null check (reasoning_tokens >= 0),
    usage_estimated       boolean not null,
    status                text not null check (status in ('priced', 'unpriced')),
    cost_nano_usd         bigint not null check (cost_nano_usd >= 0),
    router_cost_nano_usd  bigint not null,
    price_book_version    int not null references price_books,
    price_rule            text,
    primary key (workspace, call_id)
);
-- Lists and reports; with the app it also sums up a budget's period from the index alone.
create index ledger_entries_time on ledger_entries (workspace, started_at desc, call_id desc)
    include (app, cost_nano_usd);
create trigger append_only before update or delete or truncate on ledger_entries
    for each statement execute function llmops_append_only();
select llmops_isolate('ledger_entries');

create table budgets (
    workspace       text not null,
    id              uuid not null,
    name            text not null,
    period          text not null check (period in ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    app             text,
    limit_nano_usd  bigint not null check (limit_nano_usd > 0),
    created_at      timestamptz not null,
    primary key (workspace, id),
    constraint budgets_name unique (workspace, name)
);
select llmops_isolate('budgets');

-- One budget's money in one period. A row comes into being with the first lease or call, holding what the ledger
-- already knows. Whoever changes it, or a lease of it, locks it first; several are locked in the key's order.
create table budget_periods (
    workspace          text not null,
    budget_id          uuid not null,
    starts_at          timestamptz not null,
    ends_at            timestamptz,
    limit_nano_usd     bigint not null,
    settled_nano_usd   bigint not null,
    overrun_nano_usd   bigint not null,
    leased_nano_usd    bigint not null,
    spent_told_at      timestamptz,
    primary key (workspace, budget_id, starts_at),
    foreign key (workspace, budget_id) references budgets on delete cascade,
    constraint nothing_negative check (settled_nano_usd >= 0 and overrun_nano_usd >= 0 and leased_nano_usd >= 0),
    constraint never_over_the_limit check (settled_nano_usd + leased_nano_usd <= limit_nano_usd),
    constraint overrun_only_when_full check (overrun_nano_usd = 0 or settled_nano_usd + leased_nano_usd = limit_nano_usd)
);
select llmops_isolate('budget_periods');

create table leases (
    workspace           text not null,
    id                  uuid not null,
    budget_id           uuid not null,
    period_starts_at    timestamptz not null,
    holder              text not null,
    granted_nano_usd    bigint not null,
    recorded_nano_usd   bigint not null,
    spent_nano_usd      bigint not null,
    reserved_nano_usd   bigint not null,
    held_nano_usd       bigint not null check (held_nano_usd = greatest(granted_nano_usd - recorded_nano_usd, 0)),
    state               text not null check (state in ('OPEN', 'RELEASED', 'EXPIRED')),
    granted_at          timestamptz not null,
    expires_at          timestamptz not null,
    primary key (workspace, id),
    foreign key (workspace, budget_id, period_starts_at) references budget_periods on delete cascade
);
create index leases_holding on leases (workspace, budget_id, period_starts_at, expires_at) where held_nano_usd > 0;
create index leases_expiry on leases (expires_at);
select llmops_isolate('leases');
