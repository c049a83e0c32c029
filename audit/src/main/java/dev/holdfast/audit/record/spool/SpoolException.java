package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.core.HoldfastException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A spool cannot be used: another process has it, its disk refuses, or what it holds is damaged. */
public final class SpoolException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final Reason reason;

    private SpoolException(Path path, String rule, Reason reason, @Nullable IOException cause) {
        super("spool " + path + " " + rule, cause);
        this.path = path.toString();
        this.reason = reason;
    }

    static SpoolException of(Path path, String rule) {
        return new SpoolException(path, rule, Reason.SPOOL_FAILED, null);
    }

    static SpoolException failed(Path path, String rule, IOException cause) {
        // The operating system's own words, such as "No space left on device": they hold a path at most.
        return new SpoolException(path, rule + " (" + cause + ")", Reason.SPOOL_FAILED, cause);
    }

    static SpoolException full(Path path, String rule) {
        return new SpoolException(path, rule, Reason.FULL, null);
    }

    static SpoolException inDoubt(Path path, String rule, IOException cause) {
        return new SpoolException(path, rule + " (" + cause + ")", Reason.IN_DOUBT, cause);
    }

    /**
     * The directory or file.
     *
     * @return its path
     */
    public Path path() {
        return Path.of(path);
    }

    /** What it means for the events that were to be kept. */
    Reason reason() {
        return reason;
    }
}
