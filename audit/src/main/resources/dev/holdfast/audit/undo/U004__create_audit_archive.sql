-- Drops what is known of archives and holds: the files of the archives stay, and their manifests beside them.
-- Locks: ACCESS EXCLUSIVE on both tables.
DROP TABLE ${schema}.${prefix}audit_hold;
DROP TABLE ${schema}.${prefix}audit_archive;
