-- A holder tells how much of what it spent is with Kafka. What is spent and not there is not granted to others when the
-- lease ends, until it is recorded or nobody waits for it any more.
alter table leases
    add column delivered_amount bigint not null default 0,
    drop constraint leases_state_check,
    add constraint leases_state_check check (state in ('OPEN', 'RELEASED', 'AWAITED', 'EXPIRED'));
update leases set delivered_amount = spent_amount;
