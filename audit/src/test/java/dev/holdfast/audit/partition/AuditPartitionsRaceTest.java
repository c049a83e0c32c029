package dev.holdfast.audit.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceEnd;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditPartitionsRaceTest {
    private static final int NODES = 8;
    private static final int PUBLISHED_ROUNDS = 100;

    private AuditFixture audit;

    @BeforeEach
    void open() {
        audit = AuditFixture.create();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void ensure_severalNodesAtOnce_makeEachMonthOnceAndNoneFails(Isolation isolation) {
        RaceReport<Integer> report = Race.on(audit.database())
                .contenders(NODES)
                .rounds(Rounds.of(PUBLISHED_ROUNDS))
                .prepare((connection, round) -> YearMonth.of(2100 + round, 1))
                .run(contender -> {
                    YearMonth first = contender.state();
                    contender.await();
                    return partitions(isolation)
                            .ensure(first, first.plusMonths(1))
                            .size();
                });
        assertThat(report.committedPerRound(made -> made == 2))
                .as(report.toString())
                .containsOnly(1L);
        assertThat(report.committedPerRound(made -> made == 0))
                .as(report.toString())
                .containsOnly(NODES - 1L);
    }

    @Test
    void naiveForm_lookThenCreate_fails() {
        PartitionDdl ddl = new PartitionDdl(Namespace.defaults());
        RaceReport<Boolean> report = Race.on(audit.database())
                .contenders(NODES)
                .rounds(Rounds.of(PUBLISHED_ROUNDS))
                .prepare((connection, round) -> MonthPartition.of(Namespace.defaults(), YearMonth.of(2100 + round, 1)))
                .run(contender -> {
                    boolean exists = ddl.exists(contender.connection(), contender.state());
                    contender.await();
                    if (!exists) {
                        ddl.create(contender.connection(), contender.state());
                    }
                    return !exists;
                });
        assertThat(report.count(RaceEnd.Failed.class::isInstance))
                .as(report.toString())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"READ_COMMITTED", "REPEATABLE_READ"})
    void append_whileMonthsAreMade_losesNoEventAndFailsNone(Isolation isolation) throws SQLException {
        int rounds = Rounds.of(PUBLISHED_ROUNDS);
        RaceReport<Boolean> report = Race.on(audit.database())
                .contenders(NODES)
                .rounds(rounds)
                .isolation(isolation)
                .run(contender -> {
                    if (contender.index() < 2) {
                        YearMonth month = YearMonth.of(2100 + contender.round(), 1);
                        partitions(isolation).ensure(month, month);
                        return false;
                    }
                    for (int i = 0; i < 5; i++) {
                        audit.log()
                                .append(
                                        DSL.using(contender.connection(), SQLDialect.POSTGRES),
                                        audit.event().build());
                    }
                    if (contender.index() == NODES - 1) {
                        contender.rollbackInstead();
                    }
                    return true;
                });
        assertThat(report.count(RaceEnd.Failed.class::isInstance))
                .as(report.toString())
                .isZero();
        assertThat(audit.count()).isEqualTo(5L * rounds * (NODES - 3));
    }

    private AuditPartitions partitions(Isolation isolation) {
        TransactionRunner runner = TransactionRunner.over(audit.database().dataSource());
        TransactionRunner atLevel = work -> runner.run(tx -> {
            tx.connection(connection -> connection.setTransactionIsolation(isolation.level()));
            work.accept(tx);
        });
        return new AuditPartitions(atLevel, Namespace.defaults(), PartitionPolicy.defaults(), Clock.systemUTC());
    }
}
