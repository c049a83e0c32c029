package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.record.RunRecord.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a rehearsal takes place, as the server says it. */
public final class Places {
    private static final String PLACE =
            "SELECT current_database(), split_part(current_setting('server_version'), ' ', 1),"
                    + " current_user, current_setting('application_name')";

    private Places() {}

    /**
     * Where a connection leads.
     *
     * @param connection the connection
     * @return the place
     * @throws SQLException when it does not answer
     */
    public static Place of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PLACE)) {
            row.next();
            return new Place(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }
}
