package dev.holdfast.examples.zekka.app;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabase;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.ScratchResult;
import java.time.Duration;
import java.util.List;

/**
 * Copies in which nobody can be recognised: addresses and password hashes are overwritten before the copy is handed out. As
 * many rows, as long and as distinct as before, so that a rehearsal means as much. Thread-safe if what makes the copies is.
 *
 * @param copies makes them
 * @param mask the statements that overwrite
 */
public record MaskedCopies(ScratchDatabases copies, List<String> mask) implements ScratchDatabases {
    /** Copies the list. */
    public MaskedCopies {
        mask = List.copyOf(mask);
    }

    /** Copies of Zekka's database. */
    public static MaskedCopies of(ScratchDatabases copies) {
        return new MaskedCopies(
                copies,
                List.of("UPDATE users SET email = 'masked' || id || '@zekka.example', username = 'masked' || id,"
                        + " password_hash = repeat('x', length(password_hash)), last_login_ip = NULL"));
    }

    @Override
    public ScratchResult create() {
        return copies.create().fold(ready -> masked(ready.database()), refused -> refused);
    }

    @Override
    public List<String> removeLeftovers(Duration olderThan) {
        return copies.removeLeftovers(olderThan);
    }

    /** What could not be masked is not handed out. */
    private ScratchResult masked(ScratchDatabase copy) {
        try {
            TransactionRunner.over(copy.dataSource()).run(tx -> mask.forEach(tx::execute));
            return new ScratchResult.Ready(copy);
        } catch (RuntimeException e) {
            try (copy) {
                throw e;
            }
        }
    }
}
