package dev.holdfast.audit.internal;

import java.util.Collections;
import java.util.List;

/**
 * An INSERT of several rows. What holds parts of events goes this way where it cannot go by COPY, and never by JDBC batches: the
 * driver's exception for those quotes the values, and a connection pool logs the exception when the connection breaks.
 */
public final class InsertText {
    /** So many rows a statement: it has 65,535 parameters at most (protocol, Bind). */
    public static final int ROWS = 100;

    private InsertText() {}

    /**
     * The text.
     *
     * @param table its name, as SQL writes it
     * @param columns their names
     * @param rows how many, at most {@value #ROWS}
     * @return the statement, with a parameter for each column of each row
     */
    public static String of(String table, List<String> columns, int rows) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES "
                + String.join(", ", Collections.nCopies(rows, row));
    }
}
