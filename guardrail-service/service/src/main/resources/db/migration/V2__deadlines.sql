-- Within how much time a request is screened; null: as the service is set.
alter table policy_version add column deadline_ms int check (deadline_ms between 1 and 60000);
