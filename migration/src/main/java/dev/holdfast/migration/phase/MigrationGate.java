package dev.holdfast.migration.phase;

import dev.holdfast.migration.script.ScriptFile;

/**
 * Decides before each migration whether it may be applied now; the host may implement it.
 *
 * <p>Asked right before the migration, under the migrator's lock and outside its transaction. What was applied before a
 * closed gate stays. A gate that throws stops the run as a closed one does.
 */
@FunctionalInterface
public interface MigrationGate {
    /**
     * Looks at one migration.
     *
     * @param script the migration
     * @return open, or why not
     */
    GateDecision check(ScriptFile script);

    /**
     * Open for everything.
     *
     * @return the gate
     */
    static MigrationGate open() {
        return script -> new GateDecision.Open();
    }
}
