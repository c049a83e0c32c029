-- Why: a migration that takes something away may run only when no old version of the application is left; instances
--      tell of themselves here.
-- Undo: drops the table.
-- Locks: none on existing tables.
CREATE TABLE ${schema}.${prefix}application_instance (
    application text        NOT NULL,
    instance    text        NOT NULL,
    version     text        NOT NULL,
    seen_at     timestamptz NOT NULL,
    CONSTRAINT ${prefix}application_instance_pk PRIMARY KEY (application, instance)
);

COMMENT ON TABLE ${schema}.${prefix}application_instance IS
    'Which instance of which application runs in which version, and when it last said so';
