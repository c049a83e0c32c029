ALTER TABLE "user" DROP COLUMN is_master_admin;
