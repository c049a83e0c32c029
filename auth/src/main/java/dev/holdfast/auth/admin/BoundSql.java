package dev.holdfast.auth.admin;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** SQL text and its binds, put together piece by piece so that the two stay in step. Not thread-safe. */
final class BoundSql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> binds = new ArrayList<>();

    /** Appends text that holds as many question marks as there are values. */
    @CanIgnoreReturnValue
    BoundSql add(String sql, Object... values) {
        text.append(sql);
        binds.addAll(List.of(values));
        return this;
    }

    @CanIgnoreReturnValue
    BoundSql addIf(boolean condition, String sql, Object... values) {
        return condition ? add(sql, values) : this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        int index = 1;
        for (Object value : binds) {
            if (value instanceof Instant instant) {
                statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof Integer number) {
                statement.setInt(index, number);
            } else {
                // Of no declared type: the server takes it as the column's, be that uuid, bigint, text or an enum.
                statement.setObject(index, value, Types.OTHER);
            }
            index++;
        }
        return statement;
    }

    /** The text without the bound values. */
    @Override
    public String toString() {
        return text.toString();
    }
}
