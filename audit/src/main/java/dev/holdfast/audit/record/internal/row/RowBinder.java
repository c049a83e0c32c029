package dev.holdfast.audit.record.internal.row;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Binds a row's fields to the parameters of a statement, for connections that know no COPY. */
public final class RowBinder {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int INET_HEAD = 4;

    private RowBinder() {}

    /**
     * Binds one row, null with the type of a value, so that the driver keeps one prepared statement.
     *
     * @param statement has a parameter for each column, in the layout's order
     * @param before how many of its parameters come before the row's
     * @param row the row
     * @throws SQLException when the driver refuses a value
     * @throws IllegalArgumentException when the row's bytes are not of the layout
     */
    public static void bind(PreparedStatement statement, int before, EventRow row) throws SQLException {
        ByteBuffer in = ByteBuffer.wrap(row.tuple()).position(Short.BYTES);
        int at = before;
        for (RowLayout column : RowLayout.values()) {
            int length = in.getInt();
            at++;
            if (length < 0) {
                statement.setNull(at, sqlType(column.type()));
            } else {
                bind(statement, at, column.type(), field(in, length));
            }
        }
    }

    private static ByteBuffer field(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new IllegalArgumentException("field must end with its row, is " + length + " bytes long");
        }
        ByteBuffer field = in.slice(in.position(), length);
        in.position(in.position() + length);
        return field;
    }

    private static void bind(PreparedStatement statement, int at, RowLayout.Type type, ByteBuffer field)
            throws SQLException {
        switch (type) {
            case UUID -> statement.setObject(at, new UUID(field.getLong(), field.getLong()));
            case TIMESTAMPTZ ->
                statement.setObject(
                        at, EPOCH.plus(field.getLong(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            case INT2 -> statement.setInt(at, field.getShort());
            case INT8 -> statement.setLong(at, field.getLong());
            case BOOL -> statement.setBoolean(at, field.get() != 0);
            case TEXT -> statement.setString(at, text(field));
            // Untyped: the server takes the type from the column.
            case JSONB -> statement.setObject(at, text(field.position(1)), Types.OTHER);
            case INET -> statement.setObject(at, address(field), Types.OTHER);
        }
    }

    private static int sqlType(RowLayout.Type type) {
        return switch (type) {
            case UUID, JSONB, INET -> Types.OTHER;
            case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case INT2 -> Types.INTEGER;
            case INT8 -> Types.BIGINT;
            case BOOL -> Types.BOOLEAN;
            case TEXT -> Types.VARCHAR;
        };
    }

    private static String text(ByteBuffer field) {
        return StandardCharsets.UTF_8.decode(field).toString();
    }

    private static String address(ByteBuffer field) {
        byte[] address = new byte[field.remaining() - INET_HEAD];
        field.position(INET_HEAD).get(address);
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address must have 4 or 16 bytes, got " + address.length, e);
        }
    }
}
