-- Which answers were discarded, what they used and cost: to be priced anew with the call. Of a correction it is the
-- difference that is discarded, and that has a sign.
alter table ledger_entries
    add column discarded jsonb,
    drop constraint ledger_entries_check,
    add constraint a_calls_discarded_cost_is_part_of_it
        check (kind <> 'call' or discarded_cost_nano_usd between 0 and cost_nano_usd);
