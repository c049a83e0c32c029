package dev.holdfast.migration.history;

import org.jspecify.annotations.Nullable;

/** Texts in statements that cannot have binds, since they go to the server together with others. */
final class Literal {
    private Literal() {}

    /** The escaping form reads the same whatever standard_conforming_strings says. */
    static String of(@Nullable String text) {
        return text == null ? "NULL" : "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
