-- Prompts, versions and labels. Numbers are given out under the lock of the prompt's row, so they have no gaps.

-- Names are compared byte by byte: pages of a list are in the same order on every server.
create table prompt (
    workspace       text not null,
    name            text collate "C" not null,
    kind            text not null check (kind in ('TEXT', 'CHAT')),
    latest_version  int not null,
    label_moves     int not null,
    created_by      text not null,
    created_at      timestamptz not null,
    published_at    timestamptz not null,
    primary key (workspace, name)
);
select llmops_isolate('prompt');

-- Messages are JSON text, not jsonb: what was published comes back byte by byte.
create table prompt_version (
    workspace       text not null,
    prompt          text not null,
    version         int not null check (version > 0),
    kind            text not null check (kind in ('TEXT', 'CHAT')),
    messages        text not null,
    config          text,
    commit_message  text not null,
    author          text not null,
    published_at    timestamptz not null,
    primary key (workspace, prompt, version),
    foreign key (workspace, prompt) references prompt (workspace, name)
);
select llmops_isolate('prompt_version');
create trigger append_only before update or delete or truncate on prompt_version
    for each statement execute function llmops_append_only();

create table prompt_label (
    workspace  text not null,
    prompt     text not null,
    label      text not null check (label <> 'latest'),
    version    int not null,
    moved_by   text not null,
    moved_at   timestamptz not null,
    primary key (workspace, prompt, label),
    foreign key (workspace, prompt, version) references prompt_version (workspace, prompt, version)
);
select llmops_isolate('prompt_label');
create index prompt_label_name on prompt_label (workspace, label, prompt);

create table prompt_label_move (
    workspace     text not null,
    prompt        text not null,
    move          int not null check (move > 0),
    label         text not null,
    from_version  int,
    to_version    int,
    moved_by      text not null,
    moved_at      timestamptz not null,
    primary key (workspace, prompt, move),
    foreign key (workspace, prompt) references prompt (workspace, name),
    check (from_version is not null or to_version is not null)
);
select llmops_isolate('prompt_label_move');
create index prompt_label_move_label on prompt_label_move (workspace, prompt, label, move desc);
create trigger append_only before update or delete or truncate on prompt_label_move
    for each statement execute function llmops_append_only();
