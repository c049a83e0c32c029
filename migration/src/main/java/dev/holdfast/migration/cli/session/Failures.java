package dev.holdfast.migration.cli.session;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Problem;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns what was thrown into what is shown. */
public final class Failures {
    /** States with which nobody was let in, beside the whole of class 08. */
    private static final Set<String> NOT_LET_IN = Set.of("28P01", "28000", "3D000", "53300", "57P03");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Failures() {}

    /**
     * What to show for a failure. Only messages that are written to hold no secret come through.
     *
     * @param failure what was thrown
     * @return the problem
     */
    public static Problem problem(Throwable failure) {
        if (failure instanceof CommandException own) {
            return new Problem(own.exit(), message(own), Map.of());
        }
        if (failure instanceof StoppedRun run) {
            return migration(run.failure(), isBusy(run.failure()) ? Exit.BUSY : run.exit());
        }
        if (failure instanceof MigrationException migration) {
            return migration(migration, exit(migration));
        }
        if (failure instanceof DatabaseException database) {
            return new Problem(exit(database.sqlState()), message(database), state(database.sqlState()));
        }
        if (failure instanceof IllegalArgumentException || failure instanceof UncheckedIOException) {
            return new Problem(Exit.WRONG_USE, message(failure), Map.of());
        }
        StackTraceElement[] stack = failure.getStackTrace();
        String where = stack.length == 0 ? "" : " at " + stack[0];
        return new Problem(
                Exit.FAILED,
                "something unforeseen happened: " + failure.getClass().getName() + where
                        + "; look at status before you go on, and report this as an error of Holdfast",
                Map.of());
    }

    private static Exit exit(MigrationException failure) {
        if (isBusy(failure)) {
            return Exit.BUSY;
        }
        return failure.version().isPresent() ? Exit.FAILED : exit(failure.sqlState());
    }

    /** The migrator lock was not had: it is of no migration, and a time-out is the reason. */
    private static boolean isBusy(MigrationException failure) {
        return failure.version().isEmpty() && failure.sqlState().equals(Optional.of(LOCK_NOT_AVAILABLE));
    }

    private static Problem migration(MigrationException failure, Exit exit) {
        Map<String, String> details = new TreeMap<>(state(failure.sqlState()));
        details.put("source", failure.source());
        failure.version().ifPresent(version -> details.put("version", version));
        return new Problem(exit, message(failure), details);
    }

    private static Exit exit(Optional<String> sqlState) {
        return sqlState.filter(state -> state.startsWith("08") || NOT_LET_IN.contains(state))
                .map(state -> Exit.UNREACHABLE)
                .orElse(Exit.FAILED);
    }

    private static Map<String, String> state(Optional<String> sqlState) {
        return sqlState.map(state -> Map.of("sqlState", state)).orElse(Map.of());
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }
}
