-- Several credentials for a provider, each sealed under a key of its own. The old column is read until its value is
-- sealed anew, which the next change or the service's regular look at old keys does.
alter table provider
    add column credentials      text not null default '[]',
    add column max_concurrency  int not null default 0,
    add column max_queue        int not null default 0,
    add column max_queue_ms     int not null default 0;
comment on column provider.credentials is
    'JSON: sealed by the service, each bound to workspace, provider and credential; the keys that wrap are elsewhere';
comment on column provider.credential is 'Superseded by credentials: encrypted by the service, bound to workspace and name';
comment on column provider.max_concurrency is '0: as many calls as come';
