-- A workspace may take a new key: the newest is used, those before it open what was sealed under them until nothing is left.
alter table workspace_key add column generation int not null default 1 check (generation > 0);
alter table workspace_key alter column generation drop default;
alter table workspace_key drop constraint workspace_key_pkey;
alter table workspace_key add primary key (workspace, generation);
