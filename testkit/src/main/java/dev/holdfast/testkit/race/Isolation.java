package dev.holdfast.testkit.race;

import java.sql.Connection;

/** The isolation levels PostgreSQL tells apart, to run one test at each. */
public enum Isolation {
    /** Each statement sees what was committed before it began. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),

    /** The transaction sees what was committed before its first statement; a lost update fails with 40001. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),

    /** As if transactions ran one after the other; what cannot be ordered so fails with 40001. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /** {@return the constant of {@link Connection} for this level} */
    public int level() {
        return level;
    }
}
