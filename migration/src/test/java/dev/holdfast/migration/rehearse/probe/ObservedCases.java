package dev.holdfast.migration.rehearse.probe;

import java.util.List;

/** The statements and what they do; observed on PostgreSQL 15 to 18, and checked against the manual's §13.3.1 and each command's page. */
public final class ObservedCases {
    private static final String NONE = "";

    private ObservedCases() {}

    /** By the server's major version. */
    public static List<ObservedCase> inTransaction(int server) {
        return List.of(
                // Columns
                of("ALTER TABLE t ADD COLUMN c int", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 7", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t ADD COLUMN c timestamptz DEFAULT now()", "t ACCESS_EXCLUSIVE"),
                // The planner inlines this volatile function, so its value is stored once and nothing is rewritten.
                of("ALTER TABLE t ADD COLUMN c int DEFAULT once()", "t ACCESS_EXCLUSIVE"),
                rewrites("ALTER TABLE t ADD COLUMN c timestamptz DEFAULT clock_timestamp()", "t ACCESS_EXCLUSIVE", "t"),
                rewrites("ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()", "t ACCESS_EXCLUSIVE", "t"),
                rewrites(
                        "ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (id * 2) STORED",
                        "t ACCESS_EXCLUSIVE",
                        "t"),
                rewrites("ALTER TABLE t ADD COLUMN c bigserial", "t ACCESS_EXCLUSIVE", "t"),
                of("ALTER TABLE t DROP COLUMN hint", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t RENAME COLUMN hint TO clue", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t ALTER COLUMN hint SET DEFAULT 'x'", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE parent ALTER COLUMN id SET STATISTICS 500", "parent SHARE_UPDATE_EXCLUSIVE"),
                of("ALTER TABLE t ALTER COLUMN note DROP NOT NULL", "t ACCESS_EXCLUSIVE"),
                scans("ALTER TABLE t ALTER COLUMN amount SET NOT NULL", "t ACCESS_EXCLUSIVE", "t"),
                of("ALTER TABLE t ALTER COLUMN hint SET NOT NULL", "t ACCESS_EXCLUSIVE"),
                // Types
                of("ALTER TABLE t ALTER COLUMN name TYPE varchar(40)", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t ALTER COLUMN name TYPE text", "t ACCESS_EXCLUSIVE"),
                rewrites("ALTER TABLE t ALTER COLUMN hint TYPE varchar(9)", "t ACCESS_EXCLUSIVE", "t"),
                // The foreign key on the column is made anew, for which its parent is locked as well.
                of(
                        "ALTER TABLE child ALTER COLUMN parent_id SET DATA TYPE int",
                        "child ACCESS_EXCLUSIVE, parent ACCESS_EXCLUSIVE"),
                rewrites("ALTER TABLE measure_2 ALTER COLUMN v TYPE bigint", "measure_2 ACCESS_EXCLUSIVE", "measure_2"),
                // Constraints
                scans("ALTER TABLE t ADD CONSTRAINT few CHECK (amount < 1000)", "t ACCESS_EXCLUSIVE", "t"),
                of("ALTER TABLE t ADD CONSTRAINT few CHECK (amount < 1000) NOT VALID", "t ACCESS_EXCLUSIVE"),
                scans("ALTER TABLE t VALIDATE CONSTRAINT amount_positive", "t SHARE_UPDATE_EXCLUSIVE", "t"),
                of(
                        "ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES parent NOT VALID",
                        "child SHARE_ROW_EXCLUSIVE, parent SHARE_ROW_EXCLUSIVE"),
                scans(
                        "ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES parent",
                        "child SHARE_ROW_EXCLUSIVE, parent SHARE_ROW_EXCLUSIVE",
                        "child, parent"),
                scans(
                        "ALTER TABLE child VALIDATE CONSTRAINT child_parent",
                        "child SHARE_UPDATE_EXCLUSIVE, parent ROW_SHARE",
                        "child, parent"),
                of("ALTER TABLE t DROP CONSTRAINT amount_positive", "t ACCESS_EXCLUSIVE"),
                scans("ALTER TABLE parent ADD CONSTRAINT u UNIQUE (id)", "parent ACCESS_EXCLUSIVE", "parent"),
                // Indexes
                scans("CREATE INDEX i ON t (amount)", "t SHARE", "t"),
                scans("CREATE UNIQUE INDEX i ON t (lower(note), id)", "t SHARE", "t"),
                scans("REINDEX INDEX t_name", "t_name ACCESS_EXCLUSIVE, t SHARE", "t"),
                of("DROP INDEX t_name", "t ACCESS_EXCLUSIVE, t_name ACCESS_EXCLUSIVE"),
                of("ALTER INDEX t_name RENAME TO t_name_old", "t_name SHARE_UPDATE_EXCLUSIVE"),
                // Tables
                of("CREATE TABLE x (id int)", NONE),
                scans("CREATE TABLE x (LIKE t INCLUDING ALL)", "t ACCESS_SHARE", "x"),
                scans("CREATE TABLE x AS SELECT * FROM parent", "parent ACCESS_SHARE", "parent", 100),
                of("CREATE TABLE x (id int REFERENCES parent)", "parent SHARE_ROW_EXCLUSIVE"),
                of("ALTER TABLE measure_2 RENAME TO measure_3", "measure_2 ACCESS_EXCLUSIVE"),
                of("ALTER TABLE parent SET (fillfactor = 70)", "parent SHARE_UPDATE_EXCLUSIVE"),
                rewrites("ALTER TABLE measure_2 SET UNLOGGED", "measure_2 ACCESS_EXCLUSIVE", "measure_2"),
                rewrites("CLUSTER t USING t_name", "t ACCESS_EXCLUSIVE, t_name ACCESS_EXCLUSIVE", "t"),
                of("DROP TABLE child", "child ACCESS_EXCLUSIVE, parent ACCESS_EXCLUSIVE, t ACCESS_EXCLUSIVE"),
                new ObservedCase("TRUNCATE measure_2", "measure_2 ACCESS_EXCLUSIVE", "measure_2", NONE, 0),
                of("LOCK TABLE t IN SHARE MODE", "t SHARE"),
                // Partitions
                scans(
                        "ALTER TABLE measure ATTACH PARTITION measure_2"
                                + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                        "measure_2 ACCESS_EXCLUSIVE, measure SHARE_UPDATE_EXCLUSIVE",
                        "measure_2"),
                of(
                        "ALTER TABLE measure DETACH PARTITION measure_1",
                        "measure ACCESS_EXCLUSIVE, measure_1 ACCESS_EXCLUSIVE"),
                of(
                        "CREATE TABLE x PARTITION OF measure FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
                        "measure ACCESS_EXCLUSIVE"),
                // Rows
                scans("UPDATE measure_2 SET v = v + 1", "measure_2 ROW_EXCLUSIVE", "measure_2", 100),
                scans("DELETE FROM measure_2 WHERE v > 50", "measure_2 ROW_EXCLUSIVE", "measure_2", 50),
                new ObservedCase(
                        "INSERT INTO measure_2 VALUES ('2026-01-01', 1)", "measure_2 ROW_EXCLUSIVE", NONE, NONE, 1),
                new ObservedCase(
                        "INSERT INTO measure VALUES ('2025-01-01', 1)",
                        "measure ROW_EXCLUSIVE, measure_1 ROW_EXCLUSIVE",
                        NONE,
                        NONE,
                        1),
                scans("SELECT count(*) FROM measure_2", "measure_2 ACCESS_SHARE", "measure_2"),
                // The rest
                new ObservedCase(
                        "REFRESH MATERIALIZED VIEW sums",
                        "sums ACCESS_EXCLUSIVE, t ACCESS_SHARE",
                        "sums",
                        "sums, t",
                        100),
                // The join of old and new rows is read from the table itself, the writing is by row.
                scans("REFRESH MATERIALIZED VIEW CONCURRENTLY sums", "sums EXCLUSIVE, t ACCESS_SHARE", "sums, t"),
                of(
                        "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()",
                        "t SHARE_ROW_EXCLUSIVE"),
                of("ALTER TABLE t DISABLE TRIGGER USER", "t SHARE_ROW_EXCLUSIVE"),
                of("CREATE POLICY p ON t USING (id > 0)", "t ACCESS_EXCLUSIVE"),
                of("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "t ACCESS_EXCLUSIVE"),
                of("CREATE RULE r AS ON DELETE TO parent DO INSTEAD NOTHING", "parent ACCESS_EXCLUSIVE"),
                of("COMMENT ON TABLE t IS 'x'", "t SHARE_UPDATE_EXCLUSIVE"),
                of("COMMENT ON COLUMN t.note IS 'x'", "t SHARE_UPDATE_EXCLUSIVE"),
                of("GRANT SELECT ON t TO PUBLIC", server >= 18 ? "t ACCESS_SHARE" : NONE),
                of("ALTER TABLE t OWNER TO CURRENT_USER", "t ACCESS_EXCLUSIVE"),
                of("ALTER TYPE mood ADD VALUE 'calm'", NONE),
                of(
                        "CREATE OR REPLACE VIEW names AS SELECT id, note, hint FROM t",
                        "names ACCESS_EXCLUSIVE, t ACCESS_SHARE"),
                of("DROP VIEW names", "names ACCESS_EXCLUSIVE"),
                of("CREATE STATISTICS st ON name, note FROM t", "t SHARE_UPDATE_EXCLUSIVE"),
                of("ANALYZE measure_2", "measure_2 SHARE_UPDATE_EXCLUSIVE"),
                of("SELECT nextval('counter')", "counter ROW_EXCLUSIVE"),
                of("ALTER SEQUENCE counter INCREMENT 5", "counter SHARE_ROW_EXCLUSIVE"),
                of("CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2'", NONE),
                scans("DO $$ BEGIN UPDATE measure_2 SET v = 0; END $$", "measure_2 ROW_EXCLUSIVE", "measure_2", 100));
    }

    /** Locks are sampled; those named here are held long enough to be seen when another session holds the table. */
    public static List<ObservedCase> outsideTransaction() {
        return List.of(
                of("CREATE INDEX CONCURRENTLY i ON t (amount)", "t SHARE_UPDATE_EXCLUSIVE"),
                of("DROP INDEX CONCURRENTLY t_name", "t SHARE_UPDATE_EXCLUSIVE"),
                of("REINDEX TABLE CONCURRENTLY t", "t SHARE_UPDATE_EXCLUSIVE"),
                of("CREATE UNIQUE INDEX CONCURRENTLY i ON parent (id)", "parent SHARE_UPDATE_EXCLUSIVE"));
    }

    private static ObservedCase of(String sql, String locks) {
        return new ObservedCase(sql, locks, NONE, NONE, 0);
    }

    private static ObservedCase rewrites(String sql, String locks, String table) {
        return new ObservedCase(sql, locks, table, table, 0);
    }

    private static ObservedCase scans(String sql, String locks, String table) {
        return scans(sql, locks, table, 0);
    }

    private static ObservedCase scans(String sql, String locks, String table, long rows) {
        return new ObservedCase(sql, locks, NONE, table, rows);
    }
}
