package dev.holdfast.migration.apply;

import dev.holdfast.migration.sql.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Sends the data lines that a script holds after {@code COPY … FROM STDIN}, as psql does. */
final class CopyIn {
    private CopyIn() {}

    static long send(Connection connection, SqlStatement copy) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            throw new SQLException("COPY … FROM STDIN needs PostgreSQL's own driver under the data source");
        }
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy.text(), new StringReader(copy.copyData().orElse("")));
        } catch (IOException e) {
            throw new SQLException("the data of COPY could not be read", e);
        }
    }
}
