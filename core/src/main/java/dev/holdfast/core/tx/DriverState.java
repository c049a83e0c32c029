package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * What PostgreSQL's own driver knows of a transaction without a query: each answer of the server ends with the
 * transaction's state. Loaded only where a connection is asked; the driver is optional.
 */
final class DriverState {
    private DriverState() {}

    /** Whether the server's last answer says that the transaction is not broken; false where the driver cannot tell. */
    static boolean isUnbroken(Connection connection) throws SQLException {
        return connection.isWrapperFor(BaseConnection.class)
                && connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.FAILED;
    }
}
