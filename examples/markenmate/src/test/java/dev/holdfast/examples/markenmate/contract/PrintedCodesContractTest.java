package dev.holdfast.examples.markenmate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpFactorContract;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrintedCodesContractTest extends StepUpFactorContract {
    private static final StepUpSubject OWNER = StepUpSubject.of("user-001", "session-1");

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner runner = TransactionRunner.over(database.dataSource());
    private final KeyRing keys = KeyRing.of(PrintedCodes.PURPOSE, "p1", Secret.random(new SecureRandom(), 32));
    private final PrintedCodes codes =
            new PrintedCodes(() -> keys, MutableClock.at(Instant.parse("2026-11-21T10:00:00Z")));

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(PrintedCodes.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected StepUpFactor factor() {
        return codes;
    }

    @Override
    protected TransactionRunner runner() {
        return runner;
    }

    @Override
    protected StepUpSubject subject() {
        return OWNER;
    }

    @Override
    protected Secret rightResponse() {
        return runner.call(tx -> codes.print(tx, OWNER.userId()));
    }

    @Override
    protected Secret wrongResponse() {
        return Secret.ofText("0123456789abcdef");
    }

    @Override
    protected boolean isSingleUse() {
        return true;
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void verify_manyAtOnce_oneIsVerified(Isolation isolation) {
        RaceReport<FactorResult> report = Race.on(database)
                .contenders(8)
                .rounds(Rounds.of(100))
                .isolation(isolation)
                .prepare((connection, round) -> rightResponse())
                .run(contender -> {
                    FactorResult result = codes.verify(
                            DSL.using(contender.connection(), SQLDialect.POSTGRES), OWNER, contender.state());
                    if (result instanceof FactorResult.Conflict) {
                        contender.rollbackInstead();
                    }
                    return result;
                });
        assertThat(report.committedPerRound(FactorResult.Verified.class::isInstance))
                .as("%s", report)
                .containsOnly(1L);
    }
}
