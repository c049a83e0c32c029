package dev.holdfast.migration.statement.effect;

/**
 * A lock that a statement is expected to take.
 *
 * @param relation the table, index or sequence as the statement names it, folded as PostgreSQL folds it; dotted when
 *     qualified
 * @param mode the mode
 * @param since the first major version of the server that takes it; 0 when every supported one does
 */
public record ExpectedLock(String relation, LockMode mode, int since) {
    /** The version from which GRANT and REVOKE lock the relations they name. */
    public static final int POSTGRESQL_18 = 18;

    /**
     * A lock that every supported server takes.
     *
     * @param relation the relation, as above
     * @param mode the mode
     */
    public ExpectedLock(String relation, LockMode mode) {
        this(relation, mode, 0);
    }

    /**
     * From which server on it is taken.
     *
     * @return such as {@code , from PostgreSQL 18 on}; empty when every supported one takes it
     */
    public String condition() {
        return since == 0 ? "" : ", from PostgreSQL " + since + " on";
    }

    /**
     * Whether a server takes it.
     *
     * @param major the server's major version
     * @return true when it does
     */
    public boolean isTakenBy(int major) {
        return major >= since;
    }
}
