package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.result.UndoAttempt;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabase;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tries an undo that refuses a transaction: in a scratch database of its own, brought to where its migration begins, since
 * what it does cannot be taken back.
 */
final class UndoElsewhere {
    private final Subject subject;
    private final ScratchDatabases databases;
    private final RehearsalPolicy policy;
    private final Clock clock;

    UndoElsewhere(Subject subject, ScratchDatabases databases, RehearsalPolicy policy, Clock clock) {
        this.subject = subject;
        this.databases = databases;
        this.policy = policy;
        this.clock = clock;
    }

    UndoAttempt prove(Candidate candidate) {
        UndoPair pair = UndoAttempt.pair(candidate).orElseThrow();
        Optional<String> reach = pair.beyondDatabase();
        if (reach.isPresent() && policy.reachAllowedBecause().isEmpty()) {
            return UndoAttempt.notProven(pair, reach.get());
        }
        return databases
                .create()
                .fold(
                        ready -> {
                            try (ScratchDatabase scratch = ready.database()) {
                                return prove(candidate, pair, scratch.dataSource());
                            }
                        },
                        refused -> UndoAttempt.notProven(pair, refused.message()));
    }

    private UndoAttempt prove(Candidate candidate, UndoPair pair, DataSource scratch) {
        Optional<String> obstacle = applyUntil(candidate, scratch);
        return obstacle.isPresent()
                ? UndoAttempt.notProven(pair, obstacle.get())
                : UndoAttempt.of(ProvenUndo.prover(candidate, subject.scope(), clock)
                        .onServerOfItsOwn()
                        .proveOn(scratch, pair));
    }

    private Optional<String> applyUntil(Candidate candidate, DataSource scratch) {
        try {
            return Optional.of(new ScratchRun(subject, scratch)
                    .apply(new StopBefore(candidate))
                    .map(MigrationException::getMessage)
                    .orElse("the migration was not pending any more"));
        } catch (Stop reached) {
            return Optional.empty();
        }
    }

    /** Ends a run where a migration begins. */
    private record StopBefore(Candidate candidate) implements RunObserver {
        @Override
        public boolean watchesStatements() {
            return false;
        }

        @Override
        public void migrationStarted(Migration started) {
            if (candidate.source().equals(started.source())
                    && candidate.local().script().equals(started.script())) {
                throw new Stop();
            }
        }
    }

    /** The migration was reached. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("reached", null, false, false);
        }
    }
}
