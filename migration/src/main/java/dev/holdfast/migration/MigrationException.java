package dev.holdfast.migration;

import dev.holdfast.core.HoldfastException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration, or the work around it, did not come to its end.
 *
 * <p>The message names the source, the version and the server's sentence; it holds no row, no literal of a script and no
 * statement. What was applied before stays applied: {@link Migrations#status} tells.
 */
public final class MigrationException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final @Nullable String version;
    private final @Nullable String sqlState;

    MigrationException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.source = failure.source();
        this.version = failure.version();
        this.sqlState = failure.sqlState();
    }

    /**
     * Whose migrations they were.
     *
     * @return a module's name, or {@link MigrationSet#HOST}
     */
    public String source() {
        return source;
    }

    /**
     * The migration that failed.
     *
     * @return its version; empty when no migration had begun
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

    /** The facts of a failure. */
    record Failure(
            String source,
            @Nullable String version,
            @Nullable String sqlState) {}
}
