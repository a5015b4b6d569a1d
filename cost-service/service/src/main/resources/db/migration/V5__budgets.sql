-- Which team an application belongs to: to one at a time.
create table team_apps (
    workspace  text not null,
    app        text not null,
    team       text not null,
    primary key (workspace, app)
);
create index team_apps_team on team_apps (workspace, team);
select llmops_isolate('team_apps');

-- Amounts are in the unit of the budget: nano-USD, tokens or requests.
alter table budgets rename column limit_nano_usd to limit_amount;
alter table budgets
    add column unit text not null default 'USD' check (unit in ('USD', 'TOKENS', 'REQUESTS')),
    add column zone text not null default 'UTC',
    add column start_day int not null default 1 check (start_day between 1 and 28),
    add column start_month int not null default 1 check (start_month between 1 and 12),
    add column rolling_seconds bigint check (rolling_seconds > 0),
    add column team text,
    add column api_key text,
    add column end_user text,
    add column provider text,
    add column model text,
    add column route text,
    add column prompt text,
    add column tags text not null default '{}',
    add column carry_over boolean not null default false,
    add column carry_over_max bigint check (carry_over_max >= 0),
    add column on_exceeded text not null default 'REFUSE' check (on_exceeded in ('REFUSE', 'DOWNGRADE')),
    add column thresholds text not null default '50,80,100',
    add column alert_on_forecast boolean not null default false,
    add column override_amount bigint check (override_amount > 0),
    add column override_until timestamptz,
    add column override_reason text,
    drop constraint budgets_period_check,
    add constraint budgets_period_check check (period in
        ('HOUR', 'DAY', 'WEEK', 'MONTH', 'FISCAL_MONTH', 'FISCAL_YEAR', 'ROLLING', 'TOTAL')),
    add constraint rolling_has_a_length check ((period = 'ROLLING') = (rolling_seconds is not null)),
    add constraint an_override_ends check ((override_amount is null) = (override_until is null));

alter table budget_periods rename column limit_nano_usd to limit_amount;
alter table budget_periods rename column settled_nano_usd to settled_amount;
alter table budget_periods rename column overrun_nano_usd to overrun_amount;
alter table budget_periods rename column leased_nano_usd to leased_amount;
alter table budget_periods
    -- What the period before left unspent; null: not decided yet.
    add column carried_amount bigint check (carried_amount >= 0),
    -- The highest threshold that was told, in percent.
    add column told_percent int not null default 0,
    -- Of a rolling budget: what was spent when, as `bucket=amount,…`.
    add column buckets text;

alter table leases rename column granted_nano_usd to granted_amount;
alter table leases rename column recorded_nano_usd to recorded_amount;
alter table leases rename column spent_nano_usd to spent_amount;
alter table leases rename column reserved_nano_usd to reserved_amount;
alter table leases rename column held_nano_usd to held_amount;

-- What the calls of a span have cost a budget, in its unit, as the ledger knows it. Corrections have a sign, and are no requests.
create function budget_entries(b budgets, since timestamptz, before timestamptz)
    returns table (started_at timestamptz, amount bigint) language sql stable as $$
    select entry.started_at,
        case b.unit
            when 'USD' then entry.cost_nano_usd
            when 'TOKENS' then case when entry.cached then 0 else entry.input_tokens + entry.output_tokens end
            else case when entry.kind = 'call' and entry.provider is not null and not entry.cached then 1 else 0 end
        end
    from ledger_entries entry
    where entry.workspace = b.workspace and entry.copy_of_call_id is null
        and entry.started_at >= since and (before is null or entry.started_at < before)
        and (b.team is null or entry.team = b.team)
        and (b.app is null or entry.app = b.app)
        and (b.api_key is null or (entry.subject = b.api_key and entry.subject_kind = 'app'))
        and (b.end_user is null or entry.end_user = b.end_user)
        and (b.provider is null or entry.provider = b.provider)
        and (b.model is null or entry.model = b.model)
        and (b.route is null or entry.route = b.route)
        and (b.prompt is null or entry.prompt = b.prompt)
        and (b.tags = '{}' or entry.tags @> cast(b.tags as jsonb))
    $$;
