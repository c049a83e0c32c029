CREATE PUBLICATION ledger_out FOR TABLES IN SCHEMA book WITH (publish_via_partition_root = true);
