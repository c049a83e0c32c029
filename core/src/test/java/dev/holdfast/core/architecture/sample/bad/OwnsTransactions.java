package dev.holdfast.core.architecture.sample.bad;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;

final class OwnsTransactions {
    private OwnsTransactions() {}

    static void jooq(DSLContext dsl) {
        dsl.transaction(configuration -> {});
    }

    static int result(DSLContext dsl) {
        return dsl.transactionResult(configuration -> 1);
    }

    static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    static void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    static void rollback(Connection connection) throws SQLException {
        connection.rollback(connection.setSavepoint());
    }
}
