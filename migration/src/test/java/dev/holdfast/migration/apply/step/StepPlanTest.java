package dev.holdfast.migration.apply.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.TransactionUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepPlanTest {
    private static String shape(String script, boolean inTransaction) {
        StringBuilder shape = new StringBuilder();
        for (Step step :
                StepPlan.of(SqlScript.parse(script).statements(), inTransaction).steps()) {
            shape.append(step.inTransaction() ? '(' : '[');
            step.statements().forEach(statement -> shape.append(statement.number()));
            shape.append(step.inTransaction() ? ')' : ']');
        }
        return shape.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1; SELECT 2                                                    | (12)
            BEGIN; SELECT 1; COMMIT                                               | (2)
            BEGIN; SELECT 1; COMMIT; SELECT 2                                     | (2)(4)
            SELECT 1; BEGIN; SELECT 2; END; START TRANSACTION; SELECT 3; COMMIT   | (1)(3)(6)
            SELECT 1; COMMIT; SELECT 2                                            | (1)(3)
            BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT AND NO CHAIN      | (2)(4)
            CREATE INDEX CONCURRENTLY i ON t (a)                                  | [1]
            CREATE TABLE t (); CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1     | (1)[2](3)
            CREATE TABLE t (); VACUUM t; ANALYZE t                                | (1)[2](3)
            ALTER TYPE e ADD VALUE 'x'                                            | (1)
            ALTER TYPE e ADD VALUE 'x'; ALTER TYPE e ADD VALUE 'y'                | (12)
            ALTER TYPE e ADD VALUE 'x'; UPDATE t SET e = 'x'; SELECT 1            | (1)(23)
            SAVEPOINT a; SELECT 1; ROLLBACK TO SAVEPOINT a; SELECT 2              | (1234)
            DO $$ BEGIN COMMIT; END $$                                            | (1)
            SELECT 'COMMIT; CREATE INDEX CONCURRENTLY' /* COMMIT; */ -- COMMIT;   | (1)
            """)
    void of_script_isCutWhereItMustBe(String script, String shape) {
        assertThat(shape(script, true)).isEqualTo(shape);
    }

    @Test
    void of_noTransactionWanted_eachStatementIsAStep() {
        assertThat(shape("SELECT 1; SELECT 2; BEGIN; SELECT 3; SELECT 4; COMMIT", false))
                .isEqualTo("[1][2](45)");
    }

    @Test
    void of_ownIsolationLevel_isTheStepsMode() {
        StepPlan plan = StepPlan.of(
                SqlScript.parse("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT")
                        .statements(),
                true);
        assertThat(plan.steps())
                .singleElement()
                .satisfies(step ->
                        assertThat(step.setup().mode()).isEqualTo("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"));
        assertThat(plan.isOneTransaction()).isTrue();
    }

    @Test
    void of_settingsOfTheSession_holdInLaterSteps() {
        StepPlan plan = StepPlan.of(
                SqlScript.parse("SET work_mem = '1GB'; SET LOCAL jit = off; CREATE INDEX CONCURRENTLY i ON t (a);"
                                + " RESET work_mem; VACUUM t")
                        .statements(),
                true);
        assertThat(plan.steps())
                .extracting(step -> step.setup().settings().size())
                .containsExactly(0, 1, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; ROLLBACK",
                "BEGIN; SELECT 1; ABORT",
                "BEGIN; SELECT 1; PREPARE TRANSACTION 'x'",
                "BEGIN; SELECT 1",
                "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2",
                "BEGIN; SELECT 1; BEGIN; SELECT 2; COMMIT",
                "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT"
            })
    void of_whatCannotBeSteps_isRefusedWithItsLine(String script) {
        assertThatThrownBy(() -> shape("\n\n" + script, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(line 3)");
    }

    /** What the first words are said to tell, the classifier tells as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "CREATE UNIQUE INDEX i ON t (a)",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
                "CREATE DATABASE d",
                "DROP DATABASE d",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
                "DROP SUBSCRIPTION s",
                "DROP INDEX CONCURRENTLY i",
                "ALTER TABLE p DETACH PARTITION c CONCURRENTLY",
                "ALTER TABLE p DETACH PARTITION c",
                "ALTER TYPE e ADD VALUE 'x'",
                "ALTER TYPE e RENAME VALUE 'x' TO 'y'",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "ALTER DATABASE d SET TABLESPACE s",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "REINDEX TABLE t",
                "REINDEX INDEX CONCURRENTLY i",
                "VACUUM",
                "ANALYZE t",
                "CLUSTER",
                "CREATE TABLESPACE s LOCATION '/x'",
                "DO $$ BEGIN NULL; END $$",
                "GRANT SELECT ON t TO PUBLIC",
                "SET search_path = a"
            })
    void transactionUse_firstWords_agreeWithTheClassifier(String text) {
        SqlStatement statement = SqlScript.parse(text).statements().get(0);
        TransactionUse full = StatementClassifier.classify(statement).fold(Known::transaction, unknown -> {
            throw new AssertionError(unknown.reason());
        });
        assertThat(TransactionUses.of(statement)).isEqualTo(full);
    }
}
