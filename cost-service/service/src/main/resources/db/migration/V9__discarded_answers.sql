-- Of the cost: answers that a provider gave and is paid for, though the call went on to another target.
alter table ledger_entries add column discarded_cost_nano_usd bigint not null default 0
    check (discarded_cost_nano_usd between 0 and cost_nano_usd);
