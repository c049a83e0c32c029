package dev.holdfast.audit.seal.leaf;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event on its way into a leaf, while {@link LeafRows} stands on it. Not thread-safe. */
public interface LeafRow {
    /**
     * The number that the query gives first.
     *
     * @return such as the leaf's place
     * @throws SQLException when it cannot be read
     */
    long place() throws SQLException;

    /**
     * The transaction that wrote the event.
     *
     * @return its number in decimals, or null when the row has none
     * @throws SQLException when it cannot be read
     */
    @Nullable
    String tx() throws SQLException;

    /**
     * The event's own id.
     *
     * @return the id in its row
     * @throws SQLException when it cannot be read
     */
    UUID id() throws SQLException;

    /**
     * Encodes the event; afterwards the encoder holds its leaf.
     *
     * @param encoder makes the bytes
     * @throws SQLException when a column cannot be read
     * @throws IllegalArgumentException when a value cannot have been stored by PostgreSQL
     */
    void encode(LeafEncoder encoder) throws SQLException;
}
