package dev.holdfast.auth.internal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.UserRef;
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
import org.jspecify.annotations.Nullable;

/**
 * Binds the values of one statement, one after the other, so that no index has to be counted. Not thread-safe.
 *
 * <p>Every method takes the next question mark, or as many as it has values, and gives this for the next one. A failure of
 * the driver comes out as its {@link SQLException}.
 */
public final class Binds {
    private final PreparedStatement statement;
    private int last;

    /**
     * The values of a statement.
     *
     * @param statement none of whose values is bound yet
     */
    public Binds(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Texts, one question mark each. */
    @CanIgnoreReturnValue
    public Binds texts(String... values) throws SQLException {
        for (String value : values) {
            statement.setString(++last, value);
        }
        return this;
    }

    /** A text, or null. */
    @CanIgnoreReturnValue
    public Binds text(@Nullable String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    /** A user, as tenant and id. */
    @CanIgnoreReturnValue
    public Binds user(UserRef user) throws SQLException {
        return texts(user.tenantId(), user.userId());
    }

    /** A UUID. */
    @CanIgnoreReturnValue
    public Binds uuid(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    /** Bytes. */
    @CanIgnoreReturnValue
    public Binds bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    /** An {@code integer}. */
    @CanIgnoreReturnValue
    public Binds number(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    /** A {@code bigint}. */
    @CanIgnoreReturnValue
    public Binds number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    /** A truth value. */
    @CanIgnoreReturnValue
    public Binds flag(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    /** A point in time. */
    @CanIgnoreReturnValue
    public Binds time(Instant value) throws SQLException {
        statement.setObject(++last, value.atOffset(ZoneOffset.UTC));
        return this;
    }

    /** Texts in one array. */
    @CanIgnoreReturnValue
    public Binds texts(List<String> values) throws SQLException {
        return array("text", values.toArray());
    }

    /** The hashes of tags in one array. */
    @CanIgnoreReturnValue
    public Binds hashes(List<HashTag> tags) throws SQLException {
        return array("bytea", tags.stream().map(HashTag::hash).toArray(byte[][]::new));
    }

    /** An array of the server's type of that name. */
    @CanIgnoreReturnValue
    public Binds array(String type, @Nullable Object[] values) throws SQLException {
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(++last, array);
        array.free();
        return this;
    }

    /** A point in time out of a column that is not null. */
    public static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
