-- why:   a password that others may know is marked, and the next login asks for another; none expires by age
-- undo:  the down file beside this one
-- locks: ACCESS EXCLUSIVE on users for a moment: both columns come without a rewrite of the table
ALTER TABLE users
    ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
    ADD COLUMN password_changed_at timestamptz;
