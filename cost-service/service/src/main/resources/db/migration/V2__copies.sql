-- Copies of calls are sent on the operator's account: they are in the ledger, and no budget pays for them.
alter table ledger_entries add column copy_of_call_id uuid;
drop index ledger_entries_time;
create index ledger_entries_time on ledger_entries (workspace, started_at desc, call_id desc)
    include (app, cost_nano_usd, copy_of_call_id);
