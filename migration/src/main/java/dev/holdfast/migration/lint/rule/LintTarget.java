package dev.holdfast.migration.lint.rule;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * The database that the scripts are for.
 *
 * @param version PostgreSQL's major version, 11 to 99
 * @param auditTables what the names of tables with evidence look like, without their schema
 */
public record LintTarget(int version, Pattern auditTables) {
    private static final int OLDEST = 11;
    private static final int NEWEST = 99;

    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException when it is outside the bounds
     */
    public LintTarget {
        Require.between("version", version, OLDEST, NEWEST);
    }

    /**
     * PostgreSQL 15, and tables whose name holds the word audit, history, journal, ledger or log.
     *
     * @return the default target
     */
    public static LintTarget defaults() {
        return new LintTarget(15, Pattern.compile("(?:.*_)?(?:audit|history|journal|ledger|log)s?(?:_.*)?"));
    }

    /**
     * Whether a table holds evidence.
     *
     * @param table its name, folded, dotted when qualified
     * @return true when its last part matches
     */
    public boolean isAudit(String table) {
        return auditTables.matcher(table.substring(table.lastIndexOf('.') + 1)).matches();
    }
}
