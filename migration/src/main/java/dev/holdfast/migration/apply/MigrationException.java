package dev.holdfast.migration.apply;

import dev.holdfast.core.HoldfastException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration, or the work around it, did not come to its end.
 *
 * <p>The message names the source, the version, the statement's number and line, and the server's sentence; it holds no
 * row, no literal of a script and no statement. What was applied before stays applied: the status tells.
 */
public final class MigrationException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final @Nullable String version;
    private final @Nullable String sqlState;

    /**
     * A failure.
     *
     * @param failure its facts
     * @param message one sentence without values, with the next step
     * @param cause an exception whose messages hold no values either
     */
    public MigrationException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.source = failure.source();
        this.version = failure.version();
        this.sqlState = failure.sqlState();
    }

    /**
     * Whose migrations they were.
     *
     * @return a module's name, or {@code host}
     */
    public String source() {
        return source;
    }

    /**
     * The migration that failed.
     *
     * @return its version; for a repeatable one its description; empty when no migration had begun
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The server's SQLSTATE.
     *
     * @return five characters; empty when the failure did not come from the server
     */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    /**
     * The facts of a failure.
     *
     * @param source a module's name, or {@code host}
     * @param version the migration's version, or its description
     * @param sqlState the server's SQLSTATE
     */
    public record Failure(
            String source,
            @Nullable String version,
            @Nullable String sqlState) {}
}
