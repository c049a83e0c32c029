-- Why: takes the ledger of proofs back. The pairs it knew have to be proven again.
-- Locks: ACCESS EXCLUSIVE on the ledger.
DROP TABLE ${schema}.${prefix}undo_proof;
