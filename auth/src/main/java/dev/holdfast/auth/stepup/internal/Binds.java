package dev.holdfast.auth.stepup.internal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.secret.HashTag;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Binds the values of one statement, one after the other. */
final class Binds {
    private final PreparedStatement statement;
    private int last;

    Binds(PreparedStatement statement) {
        this.statement = statement;
    }

    @CanIgnoreReturnValue
    Binds texts(String... values) throws SQLException {
        for (String value : values) {
            statement.setString(++last, value);
        }
        return this;
    }

    @CanIgnoreReturnValue
    Binds uuid(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    @CanIgnoreReturnValue
    Binds bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    @CanIgnoreReturnValue
    Binds number(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    @CanIgnoreReturnValue
    Binds time(Instant value) throws SQLException {
        statement.setObject(++last, value.atOffset(ZoneOffset.UTC));
        return this;
    }

    @CanIgnoreReturnValue
    Binds texts(List<String> values) throws SQLException {
        return array("text", values.toArray());
    }

    @CanIgnoreReturnValue
    Binds hashes(List<HashTag> tags) throws SQLException {
        return array("bytea", tags.stream().map(HashTag::hash).toArray(byte[][]::new));
    }

    static void requireOneRow(String what, int rows) {
        if (rows != 1) {
            throw new IllegalStateException(
                    what + " must write one row, wrote " + rows + ": is there a trigger or rule on the table?");
        }
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @CanIgnoreReturnValue
    private Binds array(String type, Object[] values) throws SQLException {
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(++last, array);
        array.free();
        return this;
    }
}
