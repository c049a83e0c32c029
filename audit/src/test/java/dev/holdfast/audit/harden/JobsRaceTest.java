package dev.holdfast.audit.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceEnd;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every job on four nodes at the same moment, each under its own role, while events are written. */
class JobsRaceTest {
    private static final int NODES = 4;
    private static final int PUBLISHED_ROUNDS = 50;

    private HardenFixture fixture;

    @BeforeEach
    void harden() throws SQLException {
        fixture = HardenFixture.create();
    }

    @AfterEach
    void close() throws SQLException {
        fixture.close();
    }

    @Test
    void jobs_onFourNodesAtOnce_doTheirWorkOnceAndFindNothing() throws SQLException {
        int rounds = Rounds.of(PUBLISHED_ROUNDS);
        RaceReport<Integer> report = Race.on(fixture.audit().database())
                .contenders(NODES)
                .rounds(rounds)
                .prepare((connection, round) -> YearMonth.of(2100, 1).plusMonths(round))
                .run(contender -> {
                    contender.await();
                    return jobs(contender.state());
                });
        assertThat(report.count(RaceEnd.Failed.class::isInstance))
                .as(report.toString())
                .isZero();
        assertThat(report.committedPerRound(made -> made == 1))
                .as("one node makes the month: " + report)
                .containsOnly(1L);
        AuditRolesTest.sealAll(fixture.seal().seals(1000));
        assertThat(fixture.audit().count()).isEqualTo((long) rounds * NODES);
        assertThat(fixture.seal().sealed()).doesNotHaveDuplicates().hasSize(rounds * NODES);
    }

    @Test
    void apply_onFourNodesAtOnce_isDoneByOneAndHoldsUpNobodyForEver() {
        RaceReport<Integer> report = Race.on(fixture.audit().database())
                .contenders(NODES)
                .rounds(Rounds.of(PUBLISHED_ROUNDS))
                .prepare((connection, round) -> fixture.runner()
                        .<List<String>>call(tx -> fixture.hardening().undo(tx)))
                .run(contender -> {
                    contender.await();
                    if (contender.index() == 0) {
                        fixture.seal().append(1);
                        return 0;
                    }
                    return fixture.runner()
                            .<List<String>>call(tx -> fixture.hardening().apply(tx))
                            .size();
                });
        assertThat(report.count(RaceEnd.Failed.class::isInstance))
                .as(report.toString())
                .isZero();
        assertThat(report.committedPerRound(statements -> statements > 0))
                .as(report.toString())
                .containsOnly(1L);
        assertThat(fixture.findings()).isEmpty();
    }

    /** One node's round of jobs; gives how many months it made. */
    private int jobs(YearMonth month) {
        TransactionRunner owner = fixture.runner(fixture.roles().owner());
        TransactionRunner reader = fixture.runner(fixture.role(LogPart.READ));
        AuditSeals seals = fixture.seal().seals(fixture.runner(fixture.role(LogPart.SEAL)), 100);
        fixture.runner(fixture.role(LogPart.WRITE))
                .run(tx ->
                        fixture.audit().log().append(tx, fixture.audit().event().build()));
        int made = new AuditPartitions(owner, Namespace.defaults(), PartitionPolicy.defaults(), Clock.systemUTC())
                .ensure(month, month)
                .size();
        assertThat(seals.seal()).isNotInstanceOf(SealResult.Refused.class);
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.seal().signer().key());
        SealVerdict verdict = reader.call(tx -> verifier.verify(tx, List.of()));
        assertThat(verdict).isNotInstanceOf(SealVerdict.Broken.class);
        List<String> applied = new ArrayList<>();
        owner.run(tx -> applied.addAll(fixture.hardening().apply(tx)));
        assertThat(applied).isEmpty();
        assertThat(fixture.findings(reader)).isEmpty();
        return made;
    }
}
