package dev.holdfast.audit.seal.leaf;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads events for their leaves, one row in memory at a time: by binary COPY where the driver is PostgreSQL's own, so
 * that bytes go from the wire into the leaf without becoming text in between, else by a cursor. Both give the same leaves.
 */
public final class LeafRows {
    /** Signature, flags and the extension's length (manual, "COPY", Binary Format). */
    private static final int HEADER = 19;

    private static final int FETCH = 1000;
    private static final int ID = 2;
    private static final int TX = 5;

    private LeafRows() {}

    /** Takes rows. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes a row, which is another one afterwards.
         *
         * @param row the row
         * @throws SQLException when it cannot be read
         */
        void take(LeafRow row) throws SQLException;
    }

    /**
     * What a query for {@link #read} selects.
     *
     * @param place gives a {@code bigint} that is not null
     * @param alias what the events' table is called in the query
     * @return the list for a SELECT
     */
    public static String select(String place, String alias) {
        // An address as it prints: its binary form would have to be put into words here.
        String address = LeafColumn.SOURCE_IP.column();
        return place + ", "
                + LeafColumn.select(alias)
                        .replace(alias + "." + address, "inet_out(" + alias + "." + address + ") AS " + address);
    }

    /**
     * Reads what a query gives. The connection can be used for nothing else meanwhile.
     *
     * @param connection in a transaction
     * @param query of {@link #select}, without parameters
     * @param taker takes each row
     * @throws SQLException when it fails
     */
    public static void read(Connection connection, String query, Taker taker) throws SQLException {
        if (connection.isWrapperFor(PGConnection.class)) {
            copy(connection.unwrap(PGConnection.class), query, taker);
        } else {
            fetch(connection, query, taker);
        }
    }

    private static void copy(PGConnection connection, String query, Taker taker) throws SQLException {
        CopyOut copy = connection.getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        try {
            LeafTuple row = new LeafTuple();
            int before = HEADER;
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                int at = before;
                while (row.stands(message, at)) {
                    taker.take(row);
                    at = row.end();
                }
                before = 0;
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void fetch(Connection connection, String query, Taker taker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery(query)) {
                LeafRow row = new Fetched(rows);
                while (rows.next()) {
                    taker.take(row);
                }
            }
        }
    }

    /** The row on which a result stands. */
    private record Fetched(ResultSet row) implements LeafRow {
        @Override
        public long place() throws SQLException {
            return row.getLong(1);
        }

        @Override
        public @Nullable String tx() throws SQLException {
            return row.getString(TX);
        }

        @Override
        public UUID id() throws SQLException {
            return row.getObject(ID, UUID.class);
        }

        @Override
        public void encode(LeafEncoder encoder) throws SQLException {
            encoder.encode(row, ID);
        }
    }
}
