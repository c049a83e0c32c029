-- Why: one key for each person whom events are about, wrapped by a key that the host keeps elsewhere. Destroying it erases
--      the person's fields wherever their ciphertext lies. The table is apart from the log so that it can be left out of
--      the log's dumps: a dump of both would bring an erased person back. A destroyed key leaves its row, without the key:
--      an event recorded at the same moment must not make the person a new one.
-- Undo: U001 drops all keys, and so makes every encrypted field unreadable for good.
-- Locks: none on anything that exists.
CREATE TABLE ${schema}.${prefix}audit_subject_key (
    key_id        text        NOT NULL,
    -- A keyed hash of the host's id of the person, and the name of the hash's key.
    subject_tag   bytea       NOT NULL,
    tag_key       text        NOT NULL,
    wrapped       bytea,
    wrapped_under text,
    created_at    timestamptz NOT NULL,
    erased_at     timestamptz,
    CONSTRAINT ${prefix}audit_subject_key_pkey PRIMARY KEY (key_id),
    CONSTRAINT ${prefix}audit_subject_key_subject UNIQUE (subject_tag),
    CONSTRAINT ${prefix}audit_subject_key_erased CHECK
        ((wrapped IS NULL) = (erased_at IS NOT NULL) AND (wrapped IS NULL) = (wrapped_under IS NULL))
)
-- What an erasure leaves of a wrapped key is a dead row: any single one has it vacuumed.
WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
