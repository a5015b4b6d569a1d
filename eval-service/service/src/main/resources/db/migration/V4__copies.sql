-- Copies of calls are sent to compare targets: nobody asked for them, and no application's figures count them.
alter table call_log add column copy_of_call_id uuid;
