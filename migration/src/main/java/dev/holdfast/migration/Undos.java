package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoGate;
import dev.holdfast.migration.undo.UndoProving;
import dev.holdfast.migration.undo.UndoResult;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.flywaydb.core.api.MigrationVersion;

/** Takes migrations back, one or many, and proves beforehand that they can be: each call under the migrator's lock. */
final class Undos {
    private final Ground ground;

    Undos(Ground ground) {
        this.ground = ground;
    }

    UndoResult undo(String source, String version) {
        return ground.locked(lock -> undoing(lock, source).undo(version));
    }

    RemovalResult remove(String source) {
        return ground.locked(lock -> undoing(lock, source).remove(lock));
    }

    RollbackResult newest(int count) {
        return rollback((newest, done) -> done < count);
    }

    /** As long as the newest is one of these: what came after them is somebody else's. */
    RollbackResult newestOf(Set<String> versions) {
        return rollback((newest, done) -> versions.contains(newest));
    }

    RollbackResult after(MigrationVersion last, MigrationStatus status) {
        boolean known = last.equals(MigrationVersion.fromVersion("0"))
                || status.of(MigrationSet.HOST).in(State.APPLIED).stream()
                        .map(MigrationVersion::fromVersion)
                        .anyMatch(last::equals);
        if (!known) {
            return new RollbackResult(
                    List.of(),
                    Optional.of(new UndoResult.Refused(
                            UndoResult.Reason.UNKNOWN_VERSION,
                            "version " + last + " of " + MigrationSet.HOST
                                    + " must be applied to be returned to, but is not: status lists those that are")));
        }
        return rollback((newest, done) -> MigrationVersion.fromVersion(newest).compareTo(last) > 0);
    }

    ProvingResult prove(Clock clock) {
        MigrationSource source = ground.set().source(MigrationSet.HOST);
        return ground.locked(lock -> {
            ground.running(lock, Undos::withTables);
            ProvingResult result =
                    new UndoProving(ground.dataSource(), ground.policy().lockTimeout(), source, clock).prove();
            result.proofs().forEach(ground.undo().proofs()::keep);
            return result;
        });
    }

    /** Without the lock, whose session would keep this database from being a template. */
    ProvingResult prove(ScratchDatabases databases, Rehearsals rehearsals) {
        ProvingResult result = rehearsals.proveUndo(databases, MigrationSet.HOST);
        keep(result.proofs());
        return result;
    }

    void keep(List<UndoProof> proofs) {
        ground.running(Undos::withTables);
        proofs.forEach(ground.undo().proofs()::keep);
    }

    @CanIgnoreReturnValue
    private static Applying withTables(Applying run) {
        run.makeTables();
        return run;
    }

    private RollbackResult rollback(BiPredicate<String, Integer> goesOn) {
        return ground.locked(lock -> undoing(lock, MigrationSet.HOST).rollback(lock, goesOn));
    }

    private Undoing undoing(MigratorLock lock, String name) {
        MigrationSource source = ground.set().source(name);
        Optional<UndoGate> gate = MigrationSet.isModule(source)
                ? Optional.empty()
                : Optional.of(new UndoGate(ground.undo().proofs(), ground.undo().terms()));
        return new Undoing(
                ground.dataSource(),
                new Undoing.Rules(ground.policy().lockTimeout(), gate),
                source,
                (row, script) -> ground.running(lock, run -> run.undoInSteps(source, row, script)));
    }
}
