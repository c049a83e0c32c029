package dev.holdfast.migration.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementClassifierTest {
    private static StatementClass classify(String text) {
        return StatementClassifier.classify(SqlScript.parse(text).statements().get(0));
    }

    private static Known known(String text) {
        return classify(text).fold(known -> known, unknown -> {
            throw new AssertionError(unknown.reason());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABEL t (a int)",
                "CREATE TABLE t (a int) ENGINE=InnoDB",
                "CREATE TABLE t (a int AUTO_INCREMENT PRIMARY KEY)",
                "CREATE TABLE t (a datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
                "CREATE TABLE t (a int IDENTITY(1,1))",
                "CREATE TABLE t",
                "CREATE UNIQUE TABLE t (a int)",
                "CREATE INDEX i t (a)",
                "CREATE OR ALTER VIEW v AS SELECT 1",
                "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET a = 1",
                "CREATE FUNCTION f() RETURNS int DETERMINISTIC",
                "ALTER TABLE t MODIFY COLUMN a int",
                "ALTER TABLE t CHANGE a b int",
                "ALTER TABLE t ADD COLUMN a int AFTER b",
                "ALTER TABLE t ALTER COLUMN a SET NOT NUL",
                "ALTER TABLE t ADD COLUMN a int, NONSENSE",
                "ALTER TABLE t",
                "ALTER TYPE t ADD VALUES 'x'",
                "DROP TABLE a b",
                "DROP TABLE IF EXISTS",
                "DROP INDEX i ON t",
                "RENAME TABLE a TO b",
                "REPLACE INTO t VALUES (1)",
                "INSERT INTO t SET a = 1",
                "INSERT t VALUES (1)",
                "UPDATE t WHERE a = 1",
                "DELETE t WHERE a = 1",
                "MERGE INTO t",
                "LOCK TABLES t WRITE",
                "LOCK TABLE t IN STRONG MODE",
                "TRUNCATE t AND u",
                "SET @x = 1",
                "USE app",
                "GO",
                "PRAGMA foreign_keys = ON",
                "BEGIN IMMEDIATE",
                "COMMIT NOW",
                "VACUUM INTO 'x'",
                "REINDEX t",
                "GRANT SELECT ON t",
                "COMMENT ON TABLE t 'x'",
                "\"create\" TABLE t (a int)",
                "'x'",
                "1",
                "(1)",
                "SELECT (1",
                "SELECT 1)"
            })
    void classify_typosAndOtherDialects_areUnknown(String text) {
        String reason = classify(text).fold(known -> "known as " + known.command(), StatementClass.Unknown::reason);
        assertThat(reason).doesNotStartWith("known as").doesNotContain("'");
    }

    @Test
    void reason_ofAnUnknown_holdsNoLiteral() {
        assertThat(classify("FROBNICATE 'secret' 4711"))
                .isEqualTo(new StatementClass.Unknown("no command of PostgreSQL begins with FROBNICATE"));
        assertThat(classify("CREATE TABEL 'secret'"))
                .isEqualTo(new StatementClass.Unknown(
                        "a statement that begins with CREATE TABEL has a part that no known form of its command has"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create /* x */ index -- y%nconcurrently i on t (a) | CREATE INDEX | OUTSIDE
            CREATE INDEX "concurrently" ON t (a)           | CREATE INDEX | INSIDE
            CREATE INDEX i ON t (a) -- CONCURRENTLY        | CREATE INDEX | INSIDE
            SELECT 'VACUUM'                                | SELECT       | INSIDE
            DO $$ BEGIN EXECUTE 'VACUUM'; COMMIT; END $$   | DO           | INSIDE
            VACUUM (FULL FALSE) t                          | VACUUM       | OUTSIDE
            REINDEX (CONCURRENTLY OFF) TABLE t             | REINDEX      | INSIDE
            REINDEX (CONCURRENTLY) TABLE t                 | REINDEX      | OUTSIDE
            CLUSTER "verbose"                              | CLUSTER      | INSIDE
            ALTER TYPE t ADD VALUE 'x'                     | ALTER TYPE   | COMMIT_BEFORE_USE
            ALTER TABLE t DETACH PARTITION p FINALIZE      | ALTER TABLE  | INSIDE
            ALTER TABLE t DETACH PARTITION concurrently    | ALTER TABLE  | INSIDE
            CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = 'false') | CREATE SUBSCRIPTION | INSIDE
            CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (enabled = false)       | CREATE SUBSCRIPTION | OUTSIDE
            ALTER SUBSCRIPTION s ADD PUBLICATION p         | ALTER SUBSCRIPTION | OUTSIDE
            ALTER SUBSCRIPTION s SET (failover = true)     | ALTER SUBSCRIPTION | OUTSIDE
            ALTER SUBSCRIPTION s SET (slot_name = 'x')     | ALTER SUBSCRIPTION | INSIDE
            DROP SUBSCRIPTION s                            | DROP SUBSCRIPTION  | OUTSIDE
            DISCARD ALL                                    | DISCARD            | OUTSIDE
            begin                                          | BEGIN              | BEGINS
            END                                            | END                | COMMITS
            PREPARE TRANSACTION 'x'                        | PREPARE TRANSACTION | COMMITS
            COMMIT PREPARED 'x'                            | COMMIT PREPARED    | OUTSIDE
            ROLLBACK                                       | ROLLBACK           | ROLLS_BACK
            ROLLBACK TO a                                  | ROLLBACK TO SAVEPOINT | WITHIN
            RELEASE a                                      | RELEASE SAVEPOINT  | WITHIN
            SET TRANSACTION READ ONLY                      | SET TRANSACTION    | WITHIN
            """)
    void transaction_ofEachUse_isTold(String text, String command, TransactionUse use) {
        assertThat(known(text.replace("%n", "\n")))
                .extracting(Known::command, Known::transaction)
                .containsExactly(command, use);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP TABLE App.T, "T"            | app.t,T | true
            DROP TABLE t CASCADE             | t       | true
            TRUNCATE t                       | t       | true
            DELETE FROM t WHERE id = 1       | t       | true
            WITH d AS (DELETE FROM t RETURNING id) SELECT * FROM d | `` | true
            MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE | t | true
            ALTER TABLE t DROP COLUMN a      | t       | true
            ALTER TABLE t ADD b int, DROP a  | t       | true
            DROP SCHEMA s                    | s       | true
            DROP TYPE y CASCADE              | y       | true
            DROP TYPE y                      | y       | false
            DROP INDEX i                     | i       | false
            DROP VIEW v CASCADE              | v       | false
            ALTER TABLE t DROP CONSTRAINT c  | t       | false
            ALTER TABLE t ALTER a DROP DEFAULT | t     | false
            UPDATE t SET a = 1               | t       | false
            EXPLAIN DELETE FROM t            | ``      | false
            EXPLAIN ANALYZE DELETE FROM t    | ``      | true
            PREPARE p AS SELECT 'DELETE FROM t' | p    | false
            """)
    void losesData_rowsOrColumnsGone_isTold(String text, String targets, boolean loses) {
        assertThat(known(text).targets())
                .containsExactlyElementsOf(targets.isEmpty() ? List.of() : List.of(targets.split(",", -1)));
        assertThat(known(text).losesData()).isEqualTo(loses);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            VACUUM FULL t                                            | t ACCESS_EXCLUSIVE         | YES | YES
            VACUUM (FULL off) t                                      | t SHARE_UPDATE_EXCLUSIVE   | NO  | DEPENDS
            DROP INDEX CONCURRENTLY i                                | i ACCESS_EXCLUSIVE         | NO  | NO
            REINDEX TABLE CONCURRENTLY t                             | t SHARE_UPDATE_EXCLUSIVE   | NO  | YES
            ALTER TABLE t DETACH PARTITION p CONCURRENTLY            | t SHARE_UPDATE_EXCLUSIVE,p ACCESS_EXCLUSIVE | NO | NO
            ALTER TABLE t SET TABLESPACE x                           | t ACCESS_EXCLUSIVE         | YES | YES
            ALTER TABLE t SET ACCESS METHOD heap                     | t ACCESS_EXCLUSIVE         | YES | YES
            ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1)          | t ACCESS_EXCLUSIVE         | YES | YES
            ALTER TABLE t ADD a int GENERATED ALWAYS AS (b) VIRTUAL  | t ACCESS_EXCLUSIVE         | NO  | NO
            ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID      | t ACCESS_EXCLUSIVE         | NO  | NO
            ALTER TABLE t ADD PRIMARY KEY USING INDEX i              | t ACCESS_EXCLUSIVE         | NO  | DEPENDS
            ALTER TABLE t ADD a int DEFAULT f()                      | t ACCESS_EXCLUSIVE         | DEPENDS | DEPENDS
            ALTER TABLE t ADD a citext                               | t ACCESS_EXCLUSIVE         | DEPENDS | DEPENDS
            ALTER FOREIGN TABLE t ADD a uuid DEFAULT gen_random_uuid() | t ACCESS_EXCLUSIVE       | NO  | NO
            COPY t FROM '/x'                                         | t ROW_EXCLUSIVE            | NO  | NO
            COPY t TO STDOUT                                         | t ACCESS_SHARE             | NO  | YES
            CALL p()                                                 | ``                         | DEPENDS | DEPENDS
            IMPORT FOREIGN SCHEMA a FROM SERVER b INTO c             | ``                         | NO  | NO
            """)
    void effects_whatNoTransactionCanShow_areTold(String text, String locks, Effect rewrite, Effect scan) {
        String found = known(text).locks().stream()
                .map(lock -> lock.relation() + " " + lock.mode())
                .collect(Collectors.joining(","));
        assertThat(found).isEqualTo(locks);
        assertThat(known(text)).extracting(Known::rewrite, Known::scan).containsExactly(rewrite, scan);
    }

    @Test
    void isOpaque_codeElsewhere_isTold() {
        assertThat(known("DO 'BEGIN END'").isOpaque()).isTrue();
        assertThat(known("CALL p(1)").isOpaque()).isTrue();
        assertThat(known("SELECT 'DO'").isOpaque()).isFalse();
    }
}
