-- What a version says, as JSON; null for versions that are older than documents, whose targets say everything.
alter table route_version add column document text;
-- The document as it was written, comments included, when it was YAML.
alter table route_version add column source text;
comment on column route_version.targets is 'Every target of the document, in its order: who needs a provider is found here';

-- A removed route serves no calls. Its versions stay, as calls were made by them; a route of its name goes on with the next number.
alter table route add column removed_by text;
alter table route add column removed_at timestamptz;
