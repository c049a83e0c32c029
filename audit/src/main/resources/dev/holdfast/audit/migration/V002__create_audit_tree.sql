-- Why: the log's Merkle tree. Leaves tell which event stands where, tiles hold the hashes, checkpoints the signed roots,
--      and audit_tree how far sealing has come. Sealing asks which transactions have ended since the snapshot of the
--      batch before, so it reads events by tx_id, and within one by id: a transaction of a million events is then read
--      once and not once a batch. Both nearly ascend, so the index grows at its right edge.
-- Undo: U002 drops the tree: events stay, their proofs are gone.
-- Locks: SHARE on audit_event and its months while the index is built: writers wait. On a log that already holds much, make
--        the index ahead of this script. The first statement ends at once, the second makes nobody wait; once every
--        month is attached the index is whole, the script finds it, and builds nothing:
--            CREATE INDEX ${prefix}audit_event_tx ON ONLY ${schema}.${prefix}audit_event (tx_id, id);
--        and for each month of the log, here 2026_08, outside of a transaction:
--            CREATE INDEX CONCURRENTLY ${prefix}audit_event_2026_08_tx ON ${schema}.${prefix}audit_event_2026_08 (tx_id, id);
--            ALTER INDEX ${schema}.${prefix}audit_event_tx ATTACH PARTITION ${schema}.${prefix}audit_event_2026_08_tx;
CREATE INDEX IF NOT EXISTS ${prefix}audit_event_tx ON ${schema}.${prefix}audit_event (tx_id, id);

-- What was found by its name must be what would have been made, on every month.
DO $check$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_index
        WHERE indexrelid = to_regclass('${schema}.${prefix}audit_event_tx')
            AND indrelid = to_regclass('${schema}.${prefix}audit_event')
            AND indisvalid AND indpred IS NULL
            AND pg_get_indexdef(indexrelid) LIKE '%USING btree (tx_id, id)'
    ) THEN
        RAISE EXCEPTION 'index ${schema}.${prefix}audit_event_tx must be on (tx_id, id) and valid: attach the index of each'
            ' month that has none, or drop it and let this script build it';
    END IF;
END
$check$;

-- No foreign key: a deleted event must leave its leaf behind as evidence, and a dropped month its proofs.
CREATE TABLE ${schema}.${prefix}audit_leaf (
    leaf_index bigint NOT NULL,
    event_id   uuid   NOT NULL,
    CONSTRAINT ${prefix}audit_leaf_pkey PRIMARY KEY (leaf_index),
    CONSTRAINT ${prefix}audit_leaf_event UNIQUE (event_id),
    CONSTRAINT ${prefix}audit_leaf_index CHECK (leaf_index >= 0)
);

CREATE TABLE ${schema}.${prefix}audit_tile (
    level      smallint NOT NULL,
    tile_index bigint   NOT NULL,
    hashes     bytea    NOT NULL,
    CONSTRAINT ${prefix}audit_tile_pkey PRIMARY KEY (level, tile_index),
    CONSTRAINT ${prefix}audit_tile_hashes CHECK
        (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0)
);
-- Hashes do not compress.
ALTER TABLE ${schema}.${prefix}audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- One a size: where nothing was added, the newer signature takes the place of the older.
CREATE TABLE ${schema}.${prefix}audit_checkpoint (
    size      bigint      NOT NULL,
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}audit_checkpoint_pkey PRIMARY KEY (size)
);

CREATE TABLE ${schema}.${prefix}audit_tree (
    id                smallint    NOT NULL DEFAULT 1,
    size              bigint      NOT NULL DEFAULT 0,
    -- Transaction ids mean nothing in another cluster.
    system_identifier bigint      NOT NULL,
    -- What this snapshot shows is sealed.
    snapshot          pg_snapshot NOT NULL DEFAULT '1:1:',
    -- What this one shows is being sealed, up to the event reached; null between rounds.
    target            pg_snapshot,
    reached_tx        xid8,
    reached_id        uuid,
    -- After a declared restore, or a month that came back with rows unsealed: events are found by the lack of a leaf as well.
    restored          boolean     NOT NULL DEFAULT false,
    sweeping          boolean     NOT NULL DEFAULT false,
    CONSTRAINT ${prefix}audit_tree_pkey PRIMARY KEY (id),
    CONSTRAINT ${prefix}audit_tree_one CHECK (id = 1)
);
INSERT INTO ${schema}.${prefix}audit_tree (system_identifier) SELECT system_identifier FROM pg_control_system();
