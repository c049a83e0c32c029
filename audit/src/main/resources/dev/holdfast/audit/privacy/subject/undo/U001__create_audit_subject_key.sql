-- Drops the key of every person: what is encrypted under them can never be read again. The log and its proofs stay.
-- Locks: ACCESS EXCLUSIVE on the table.
DROP TABLE ${schema}.${prefix}audit_subject_key;
