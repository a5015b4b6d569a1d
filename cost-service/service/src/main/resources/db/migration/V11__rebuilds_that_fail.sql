-- A rebuild that fails waits longer each time, and lets the others pass.
alter table rollup_rebuilds
    add column failures integer not null default 0,
    add column retry_at timestamptz;
