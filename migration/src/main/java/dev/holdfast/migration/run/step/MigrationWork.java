package dev.holdfast.migration.run.step;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applied;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The migrations of a database, as the steps of a run use them. {@code Migrations} gives it to its runs; a host does not
 * implement it.
 *
 * <p><em>Transaction.</em> Owns, each call its own. Exceptions are those of {@code Migrations}.
 */
public interface MigrationWork {
    /**
     * The database.
     *
     * @return where the migrations go
     */
    DataSource dataSource();

    /**
     * Whether migrations of a source are the host's own.
     *
     * @param source the source's name
     * @return false for a module's
     */
    boolean isOfHost(String source);

    /**
     * What is pending, up to the run's target.
     *
     * @return read anew
     */
    RehearsalPlan plan();

    /**
     * Tries what is pending.
     *
     * @param mode where
     * @param policy what the rehearsal insists on
     * @param clock dates the report
     * @return what came of it
     */
    RehearsalResult rehearse(RehearsalMode mode, RehearsalPolicy policy, Clock clock);

    /**
     * Tries the undo of what is pending, and keeps the proofs.
     *
     * @param clock says when
     * @return the proofs
     */
    ProvingResult proveUndo(Clock clock);

    /**
     * Keeps proofs that a rehearsal made; makes the ledger's table where it is missing.
     *
     * @param proofs the proofs
     */
    void keep(List<UndoProof> proofs);

    /**
     * Where proofs are.
     *
     * @return the ledger
     */
    ProofLedger proofs();

    /**
     * What may hold a migration back.
     *
     * @return the gate
     */
    MigrationGate gate();

    /**
     * Applies what is pending, up to the run's target.
     *
     * @param observer is told
     * @return what was applied, and what was held back
     */
    Migrated migrate(RunObserver observer);

    /**
     * Who else is told of the run.
     *
     * @return the observer
     */
    RunObserver observer();

    /**
     * The catalog as it is, but for the executor's own tables.
     *
     * @return the snapshot
     */
    SchemaSnapshot catalog();

    /**
     * Checksums, verify scripts and expectations.
     *
     * @param expectations what must hold
     * @return what does not
     */
    Verification verify(List<Expectation> expectations);

    /**
     * Takes the host's newest migrations back, as long as they are of these versions.
     *
     * @param versions the versions
     * @return what was taken back, and where it stopped
     */
    RollbackResult rollBack(Set<String> versions);

    /**
     * What was applied.
     *
     * @param applied in order
     * @param held why the run ended early, when a gate was closed
     */
    record Migrated(List<Applied> applied, Optional<GateDecision.Closed> held) {
        /** Copies the list. */
        public Migrated {
            applied = List.copyOf(applied);
        }
    }
}
