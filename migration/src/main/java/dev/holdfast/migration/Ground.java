package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Setting;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.undo.UndoTerms;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What all work on a database stands on.
 *
 * @param place the database and what belongs into it
 * @param policy how patient to be
 * @param attendants who stands by while migrations are applied
 * @param undo how the host's migrations are taken back
 */
record Ground(Place place, MigrationPolicy policy, Attendants attendants, Undo undo) {
    /** A database and what belongs into it. */
    record Place(DataSource dataSource, MigrationSet set) {}

    /** Who stands by while migrations are applied. */
    record Attendants(RunObserver observer, MigrationGate gate) {}

    /** How the host's migrations are taken back. */
    record Undo(ProofLedger proofs, UndoTerms terms) {}

    /** Strict, watched by nobody, with an open gate. */
    static Ground over(DataSource dataSource, MigrationSet set, MigrationPolicy policy) {
        ProofLedger proofs = ProofLedger.inDatabase(TransactionRunner.over(dataSource), set.namespace());
        return new Ground(
                new Place(dataSource, set),
                policy,
                new Attendants(RunObserver.none(), MigrationGate.open()),
                new Undo(proofs, UndoTerms.strict()));
    }

    DataSource dataSource() {
        return place.dataSource();
    }

    MigrationSet set() {
        return place.set();
    }

    Ground watchedBy(RunObserver observer) {
        return new Ground(place, policy, new Attendants(observer, attendants.gate()), undo);
    }

    Ground gatedBy(MigrationGate gate) {
        return new Ground(place, policy, new Attendants(attendants.observer(), gate), undo);
    }

    Ground with(ProofLedger proofs) {
        return new Ground(place, policy, attendants, new Undo(proofs, undo.terms()));
    }

    Ground with(UndoTerms terms) {
        return new Ground(place, policy, attendants, new Undo(undo.proofs(), terms));
    }

    /** Reads how the histories stand; without the lock. */
    <T> T reading(StatusReader.Reading<T> work) {
        return StatusReader.reading(dataSource(), set().namespace(), work);
    }

    /** Works under the migrator's lock. */
    @CanIgnoreReturnValue
    <T> T locked(Function<MigratorLock, T> work) {
        List<HistoryTable> histories =
                set().histories().stream().distinct().map(HistoryTable::new).toList();
        try (MigratorLock lock =
                MigratorLock.acquire(dataSource(), set().lockName(), histories, policy.migratorWait())) {
            return work.apply(lock);
        }
    }

    /** Works under the migrator's lock, with an executor. */
    @CanIgnoreReturnValue
    <T> T running(Function<Applying, T> work) {
        return locked(lock -> running(lock, work));
    }

    /** Works with an executor under a lock that is held. */
    @CanIgnoreReturnValue
    <T> T running(MigratorLock lock, Function<Applying, T> work) {
        Setting setting = new Setting(
                dataSource(),
                policy.apply(),
                attendants.observer(),
                Pause.sleeping(),
                MigrationSchema.journal(set().namespace()),
                attendants.gate());
        try (Applying run = Applying.under(lock, setting)) {
            return work.apply(run);
        }
    }
}
