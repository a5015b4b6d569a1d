create table note (
    workspace text not null,
    name      text not null,
    text      text not null,
    primary key (workspace, name)
);
select llmops_isolate('note');
