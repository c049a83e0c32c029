package dev.holdfast.migration.cli.output;

import java.util.Locale;

/** How a command ended, as the shell sees it. The numbers are a promise: a number never gets another meaning. */
public enum Exit {
    /** Everything asked for was done. */
    DONE(0),
    /** It was begun and failed; the message says what stayed. */
    FAILED(1),
    /** The command, a setting or a file cannot be used as given; nothing was begun. */
    WRONG_USE(2),
    /** It was understood and refused: no undo, no proof, a gate, a statement nobody can judge. Nothing was changed. */
    REFUSED(3),
    /** A check found something: pending, changed or differing, as the output lists. */
    FOUND(4),
    /** The database could not be reached, or let nobody in. */
    UNREACHABLE(5),
    /** It was cut short between two steps of a migration, now or earlier: the next migrate goes on after them. */
    INTERRUPTED(6),
    /** Another migrator was at work for longer than the patience given. */
    BUSY(7);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /**
     * The process's exit code.
     *
     * @return 0 to 7
     */
    public int code() {
        return code;
    }

    /**
     * The word for it in JSON.
     *
     * @return such as {@code wrong-use}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
