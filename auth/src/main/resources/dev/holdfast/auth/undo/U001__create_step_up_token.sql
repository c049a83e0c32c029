-- Why:   takes back V001: the step-up tokens, the ids of spent signed tokens, and the marks of revocation.
-- Locks: ACCESS EXCLUSIVE on the three tables for the moment of the drop.

DROP TABLE ${schema}.${prefix}step_up_revocation;
DROP TABLE ${schema}.${prefix}step_up_jti;
DROP TABLE ${schema}.${prefix}step_up_token;
