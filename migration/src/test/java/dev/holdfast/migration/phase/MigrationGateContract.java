package dev.holdfast.migration.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.phase.GateDecision.Closed;
import dev.holdfast.migration.phase.GateDecision.Open;
import dev.holdfast.migration.script.ScriptFile;
import org.junit.jupiter.api.Test;

/** What every {@link MigrationGate} must do; a host runs it on its own gate. */
public abstract class MigrationGateContract {
    /**
     * The gate.
     *
     * @return the gate under test
     */
    protected abstract MigrationGate gate();

    /**
     * A migration for which it is open.
     *
     * @return the script
     */
    protected abstract ScriptFile passing();

    /**
     * A migration for which it is closed.
     *
     * @return the script
     */
    protected abstract ScriptFile refused();

    @Test
    public void check_passing_isOpenEachTime() {
        assertThat(gate().check(passing())).isInstanceOf(Open.class);
        assertThat(gate().check(passing())).isInstanceOf(Open.class);
    }

    @Test
    public void check_refused_isClosedWithTheScriptAndTheNextStep() {
        assertThat(gate().check(refused())).isInstanceOfSatisfying(Closed.class, closed -> {
            assertThat(closed.message()).contains(refused().fileName()).contains(":");
            assertThat(closed.message().strip()).doesNotContain("\n");
        });
    }
}
