alter table provider add column surfaces text;
comment on column provider.surfaces is
    'What of OpenAI''s API it serves itself, separated by commas; null: what is usual for its dialect and base URL';
