package dev.holdfast.migration.rehearse.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionTest {
    private static final String ADD = "ALTER TABLE t ADD COLUMN c int";

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = ProbeSchema.create();
    }

    @AfterAll
    void drop() {
        database.close();
    }

    static Stream<ObservedCase> cases() {
        return ObservedCases.inTransaction(EmbeddedPostgres.shared().majorVersion()).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mismatch_everyClassOfStatement_isForetoldRightly(ObservedCase expected) throws SQLException {
        SqlStatement statement = statement(expected.sql());
        Known foretold = (Known) StatementClassifier.classify(statement);
        assertThat(mismatch(expected.sql(), foretold)).isEmpty();
    }

    @Test
    void mismatch_lockWeakerThanForetold_isSaid() throws SQLException {
        assertThat(mismatch("CREATE INDEX i ON t (amount)", known(LockMode.ACCESS_EXCLUSIVE, Effect.NO, Effect.YES)))
                .isEqualTo("expected ACCESS_EXCLUSIVE on t, saw [public.t SHARE]");
    }

    @Test
    void mismatch_lockStrongerThanForetold_isSaid() throws SQLException {
        assertThat(mismatch(ADD, known(LockMode.SHARE, Effect.NO, Effect.NO)))
                .isEqualTo("expected no lock as strong as public.t ACCESS_EXCLUSIVE");
    }

    @Test
    void mismatch_noLockWhereOneWasForetold_isSaid() throws SQLException {
        assertThat(mismatch("CREATE TYPE tone AS ENUM ('low')", known(LockMode.SHARE, Effect.NO, Effect.NO)))
                .isEqualTo("expected SHARE on t, saw no lock on it");
    }

    @Test
    void mismatch_rewriteNotForetold_isSaid() throws SQLException {
        assertThat(mismatch(
                        "ALTER TABLE t ADD COLUMN c timestamptz DEFAULT clock_timestamp()",
                        known(LockMode.ACCESS_EXCLUSIVE, Effect.NO, Effect.DEPENDS)))
                .isEqualTo("expected no rewrite, saw [public.t]");
    }

    @Test
    void mismatch_rewriteForetoldInVain_isSaid() throws SQLException {
        assertThat(mismatch(ADD, known(LockMode.ACCESS_EXCLUSIVE, Effect.YES, Effect.NO)))
                .isEqualTo("expected a rewrite, saw none");
    }

    @Test
    void mismatch_scanNotForetold_isSaid() throws SQLException {
        assertThat(mismatch(
                        "ALTER TABLE t ALTER amount SET NOT NULL",
                        known(LockMode.ACCESS_EXCLUSIVE, Effect.NO, Effect.NO)))
                .isEqualTo("expected no full scan, saw [public.t]");
    }

    @Test
    void mismatch_scanForetoldInVain_isSaid() throws SQLException {
        assertThat(mismatch(ADD, known(LockMode.ACCESS_EXCLUSIVE, Effect.NO, Effect.YES)))
                .isEqualTo("expected a full scan, saw none");
    }

    @Test
    void mismatch_whatDepends_isNeverOne() throws SQLException {
        assertThat(mismatch(ADD, known(LockMode.ACCESS_EXCLUSIVE, Effect.DEPENDS, Effect.DEPENDS)))
                .isEmpty();
    }

    @Test
    void mismatch_ifExistsOfWhatIsNot_isNone() throws SQLException {
        assertThat(mismatch(
                        "ALTER TABLE IF EXISTS t_not_there ADD COLUMN c int",
                        new Known(
                                "ALTER TABLE",
                                TransactionUse.INSIDE,
                                List.of("t_not_there"),
                                List.of(new ExpectedLock("t_not_there", LockMode.ACCESS_EXCLUSIVE)),
                                Effect.YES,
                                Effect.YES,
                                false,
                                Reach.DATABASE)))
                .isEmpty();
    }

    @Test
    void mismatch_nothingSeen_isNone() {
        assertThat(new Prediction(statement(ADD), known(LockMode.SHARE, Effect.YES, Effect.YES), 15)
                        .mismatch(StatementObservation.unseen(Duration.ZERO)))
                .isEmpty();
    }

    /** Whether the look falls into the last moment of such a statement is chance; both are right. */
    @ParameterizedTest
    @CsvSource({
        "DROP INDEX CONCURRENTLY t_name,t_name,INDEX,SHARE_UPDATE_EXCLUSIVE,''",
        "DROP INDEX CONCURRENTLY t_name,t_name,INDEX,ACCESS_EXCLUSIVE,''",
        "VACUUM t,t,TABLE,ACCESS_EXCLUSIVE,''",
        "VACUUM t,t,TABLE,SHARE,expected no lock as strong as public.t SHARE",
        "REINDEX TABLE CONCURRENTLY t,t,TABLE,ACCESS_EXCLUSIVE,expected no lock as strong as public.t ACCESS_EXCLUSIVE"
    })
    void mismatch_sampled_allowsTheLocksOfTheLastMoment(
            String sql, String relation, Relation.Kind kind, LockMode mode, String difference) {
        List<ObservedLock> locks = List.of(new ObservedLock(new Relation("public", relation, kind, false), mode));
        StatementObservation seen =
                new StatementObservation(Coverage.SAMPLED, Duration.ZERO, locks, locks, List.of(), Map.of());
        Known foretold = (Known) StatementClassifier.classify(statement(sql));
        assertThat(new Prediction(statement(sql), foretold, 15).mismatch(seen)).isEqualTo(difference);
    }

    private static Known known(LockMode mode, Effect rewrite, Effect scan) {
        return new Known(
                "ALTER TABLE",
                TransactionUse.INSIDE,
                List.of("t"),
                List.of(new ExpectedLock("t", mode)),
                rewrite,
                scan,
                false,
                Reach.DATABASE);
    }

    private String mismatch(String sql, Known foretold) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            statement.execute(sql);
            StatementObservation seen = probe.observe(Duration.ZERO);
            connection.rollback();
            int server = connection.getMetaData().getDatabaseMajorVersion();
            return new Prediction(statement(sql), foretold, server).mismatch(seen);
        }
    }

    private static SqlStatement statement(String sql) {
        return SqlScript.parse(sql).statements().get(0);
    }
}
