-- why:   the first administrator must not lose the role by accident or by attack
-- undo:  U001 drops the column
-- locks: ACCESS EXCLUSIVE on "user" for an instant; no rewrite, since the default is a constant
ALTER TABLE "user" ADD COLUMN is_master_admin boolean NOT NULL DEFAULT false;
