-- Undo of V007__create_trusted_device.sql: every device proves the second factor again.
-- Locks: ACCESS EXCLUSIVE on both tables.

DROP TABLE ${schema}.${prefix}trusted_device;
DROP TABLE ${schema}.${prefix}trusted_device_owner;
