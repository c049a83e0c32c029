package dev.holdfast.migration.cli.session;

import dev.holdfast.core.HoldfastException;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.progress.Progress;

/** A run that stopped, with what is known of how far it came. */
public final class StoppedRun extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final MigrationException failure;

    private StoppedRun(Exit exit, MigrationException failure) {
        super(String.valueOf(failure.getMessage()), failure);
        this.exit = exit;
        this.failure = failure;
    }

    /**
     * A run that stopped.
     *
     * @param failure why
     * @param progress how far it came
     * @return the exception to throw: refused when no migration had begun and no statement had failed
     */
    public static StoppedRun of(MigrationException failure, Progress progress) {
        boolean wasRefused = !progress.hasBegun() && failure.sqlState().isEmpty();
        Exit ended = wasRefused ? Exit.REFUSED : Exit.FAILED;
        return new StoppedRun(progress.isInterrupted() ? Exit.INTERRUPTED : ended, failure);
    }

    /**
     * A run that stopped.
     *
     * @param failure why
     * @param exit how it ended
     * @return the exception to throw
     */
    public static StoppedRun of(MigrationException failure, Exit exit) {
        return new StoppedRun(exit, failure);
    }

    Exit exit() {
        return exit;
    }

    MigrationException failure() {
        return failure;
    }
}
