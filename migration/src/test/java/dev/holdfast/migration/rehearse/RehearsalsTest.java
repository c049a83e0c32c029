package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalsTest {
    private RehearsalGround ground;

    @BeforeEach
    void create() throws SQLException {
        ground = new RehearsalGround();
    }

    @AfterEach
    void drop() {
        ground.close();
    }

    @Test
    void plan_pending_namesLocksAndWhomTheyBlockAndWritesNothing() throws SQLException {
        long before = ground.database().queryLong("SELECT pg_current_xact_id()::text::bigint");
        RehearsalPlan plan = ground.rehearsals(
                        RehearsalPolicy.defaults(),
                        RehearsalGround.script(
                                "1",
                                "CREATE INDEX by_age ON account (age);"
                                        + "\nCREATE INDEX CONCURRENTLY by_email ON account (email);"))
                .plan();
        List<PlannedStatement> statements = plan.migrations().get(0).statements();
        assertThat(statements.get(0).expectedLocks())
                .containsExactly("account SHARE: blocks writes, maintenance, schema changes");
        assertThat(statements.get(1).use()).isEqualTo(TransactionUse.OUTSIDE);
        assertThat(statements.get(1).place()).isEqualTo("statement 2 (line 2, CREATE INDEX)");
        assertThat(ground.database().queryLong("SELECT pg_current_xact_id()::text::bigint"))
                .as("one transaction that writes, that of the question itself")
                .isEqualTo(before + 1);
    }

    @Test
    void plan_applied_isNotPending() {
        SchemaScript first = RehearsalGround.script("1", "CREATE TABLE a (id int)");
        ground.apply(List.of(first));
        RehearsalPlan plan = ground.rehearsals(
                        RehearsalPolicy.defaults(), first, RehearsalGround.script("2", "CREATE TABLE b (id int)"))
                .plan();
        assertThat(plan.migrations()).extracting(it -> it.candidate().version()).containsExactly("2");
    }

    @Test
    void rehearse_unknownStatement_isRefusedUnlessAllowed() {
        SchemaScript odd = RehearsalGround.script("1", "CREATE TABLE a (id int);\nFROBNICATE TABLE account;");
        Refused refused =
                (Refused) ground.rehearsals(RehearsalPolicy.defaults(), odd).rehearse(ground.inClone());
        assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_STATEMENT);
        assertThat(refused.message()).contains("host 1 (V1__step.sql) line 2", "allowUnknown");

        Failed tried = (Failed) ground.rehearsals(RehearsalPolicy.defaults().allowUnknown("the server will tell"), odd)
                .rehearse(ground.inClone());
        assertThat(tried.sqlState()).isEqualTo("42601");
        assertThat(tried.report().decisions())
                .singleElement()
                .satisfies(it -> assertThat(it.because()).isEqualTo("the server will tell"));
    }

    @Test
    void rehearse_live_agreesWithTheClone() {
        SchemaScript script = RehearsalGround.script(
                "1", "ALTER TABLE note ADD COLUMN text text; UPDATE note SET text = 'n' WHERE id < 5;");
        RehearsalReport copied = ground.rehearsed(script);
        RehearsalReport live = ((Rehearsed) ground.rehearsals(RehearsalPolicy.defaults(), script)
                        .rehearse(RehearsalMode.live(RehearsalGround.SMALL)))
                .report();
        assertThat(live.diff()).isEqualTo(copied.diff());
        assertThat(live.migrations().get(0).statements())
                .extracting(StatementRehearsal::blocks)
                .isEqualTo(copied.migrations().get(0).statements().stream()
                        .map(StatementRehearsal::blocks)
                        .toList());
        assertThat(live.aftermath()).get().matches(Aftermath::nothingStayed);
    }
}
