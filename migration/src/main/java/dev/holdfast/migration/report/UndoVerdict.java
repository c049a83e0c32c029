package dev.holdfast.migration.report;

import dev.holdfast.migration.record.RunRecord.UndoRun;
import java.util.Locale;

/** What the verdict on an undo means to its reader. */
enum UndoVerdict {
    /** Proven. */
    EXACT("up and down leave catalog and rows as they were"),
    /** Harmless to most. */
    COLUMN_ORDER("everything is as it was but for the order of columns"),
    /** Wrong. */
    DIFFERS("up and down do not give back what was there"),
    /** Wrong. */
    FAILS("the undo script does not run to its end"),
    /** None. */
    EMPTY("there is no undo: going back needs a backup"),
    /** A word of a version that knows more. */
    OTHER("see the differences");

    private final String text;

    UndoVerdict(String text) {
        this.text = text;
    }

    static UndoVerdict of(UndoRun undo) {
        String name = undo.verdict().strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        for (UndoVerdict verdict : values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        return OTHER;
    }

    String text() {
        return text;
    }

    boolean needsALook() {
        return this != EXACT;
    }

    boolean isWrong() {
        return this == DIFFERS || this == FAILS;
    }
}
