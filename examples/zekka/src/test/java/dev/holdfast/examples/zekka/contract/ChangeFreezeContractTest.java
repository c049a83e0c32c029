package dev.holdfast.examples.zekka.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.phase.MigrationGateContract;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeFreezeContractTest extends MigrationGateContract {
    private static final Instant FROM = Instant.parse("2026-12-18T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-04T00:00:00Z");

    private final MutableClock clock = MutableClock.at(FROM);

    @Override
    protected MigrationGate gate() {
        return new ChangeFreeze(clock, FROM, UNTIL);
    }

    @Override
    protected ScriptFile passing() {
        return new ScriptFile("memory", "005_hotfix_login.sql", "SELECT 1");
    }

    @Override
    protected ScriptFile refused() {
        return new ScriptFile("memory", "004_add_theme.sql", "SELECT 1");
    }

    @Test
    void check_lastInstantAndEnd_areOnBothSides() {
        clock.advance(Duration.between(FROM, UNTIL).minusMillis(1));
        assertThat(gate().check(refused())).isInstanceOf(GateDecision.Closed.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(gate().check(refused())).isInstanceOf(GateDecision.Open.class);
    }
}
