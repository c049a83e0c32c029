package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.leaf.LeafRow;
import dev.holdfast.audit.seal.leaf.LeafRows;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads windows of leaves: three statements each, however many leaves there are.
 *
 * <p>Events come by the range of their ids and find their leaves here, which is less work than the join is to the server:
 * events are sealed nearly in the order of their ids. Where a range holds many of other windows, because an event is far
 * from its neighbours in the tree, they come by the join; so do then the next windows, each time twice as many.
 */
final class LeafWindows {
    private static final UUID NO_EVENT = new UUID(0, 0);
    private static final int MAX_PATIENCE = 1 << 10;

    private final Connection connection;
    private final Findings findings;
    private final TreeHasher hasher;
    private final LeafEncoder encoder = new LeafEncoder();
    private final String tiles;
    private final String entries;
    private final String range;
    private final String joined;
    private int joins;
    private int patience = 1;

    LeafWindows(Connection connection, Namespace namespace, Findings findings, TreeHasher hasher) {
        this.connection = connection;
        this.findings = findings;
        this.hasher = hasher;
        this.tiles = "SELECT tile_index, hashes FROM " + namespace.sql("audit_tile")
                + " WHERE level = 0 AND tile_index >= ? AND tile_index < ?";
        this.entries = "SELECT leaf_index, coalesce(event_id, '" + NO_EVENT + "') FROM " + namespace.sql("audit_leaf")
                + " WHERE leaf_index >= %s AND leaf_index < %s";
        String within = " e.id >= '%s' AND e.id <= '%s'";
        this.range = "SELECT " + LeafRows.select("0::bigint", "e") + " FROM " + namespace.sql("audit_event")
                + " e WHERE" + within + " LIMIT %s";
        // The range of ids says nothing new to the join; it spares it from reading events of other windows.
        this.joined = "SELECT " + LeafRows.select("l.leaf_index", "e") + " FROM " + namespace.sql("audit_leaf")
                + " l JOIN " + namespace.sql("audit_event") + " e ON e.id = l.event_id WHERE" + within
                + " AND l.leaf_index >= %s AND l.leaf_index < %s";
    }

    /** Reads the window that begins with a leaf, up to the tree's end. */
    LeafWindow read(long first, long size) throws SQLException {
        LeafWindow window = new LeafWindow(first);
        long end = Math.min(size, first + LeafWindow.LEAVES);
        readTiles(window, first, end);
        Range ids = readEntries(window, first, end);
        if (!ids.isEmpty()) {
            readEvents(window, ids, joined.formatted(ids.least, ids.greatest, first, end));
        }
        return window;
    }

    private void readTiles(LeafWindow window, long first, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(tiles)) {
            select.setLong(1, first / TileId.WIDTH);
            select.setLong(2, (end + TileId.WIDTH - 1) / TileId.WIDTH);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    window.tile(row.getLong(1), row.getBytes(2));
                }
            }
        }
    }

    private Range readEntries(LeafWindow window, long first, long end) throws SQLException {
        Range ids = new Range();
        LeafRows.read(connection, entries.formatted(first, end), row -> {
            UUID event = row.id();
            requireOne(window.entry(row.place(), event), row.place());
            ids.add(event);
        });
        return ids;
    }

    private void readEvents(LeafWindow window, Range ids, String join) throws SQLException {
        if (joins == 0) {
            if (readRange(window, ids)) {
                return;
            }
            window.forgetEvents();
            joins = patience;
            patience = Math.min(2 * patience, MAX_PATIENCE);
        }
        joins--;
        LeafRows.read(connection, join, row -> take(window, row, row.place()));
    }

    /** False when there are more events than twice those of the window: then it has not seen all of its own. */
    private boolean readRange(LeafWindow window, Range ids) throws SQLException {
        LeafWindow.Places places = window.places();
        int limit = 2 * window.entries() + 1;
        int[] rows = {0};
        LeafRows.read(connection, range.formatted(ids.least, ids.greatest, limit), row -> {
            rows[0]++;
            places.of(row.id(), place -> take(window, row, window.first() + place));
        });
        return rows[0] < limit;
    }

    private void take(LeafWindow window, LeafRow row, long leaf) throws SQLException {
        row.encode(encoder);
        requireOne(window.event(leaf, encoder, hasher), leaf);
    }

    /** Two entries or two events of a leaf are there only if somebody has taken the keys off the tables. */
    private void requireOne(boolean isFirst, long leaf) {
        if (!isFirst) {
            findings.add(SealFinding.of(Kind.LEAF_FORGED, leaf, leaf + 1));
        }
    }

    /** Between which ids the events lie, as the database compares them. */
    private static final class Range {
        private @Nullable UUID least;
        private @Nullable UUID greatest;

        boolean isEmpty() {
            return least == null;
        }

        void add(UUID id) {
            least = least == null || isBelow(id, least) ? id : least;
            greatest = greatest == null || isBelow(greatest, id) ? id : greatest;
        }

        private static boolean isBelow(UUID one, UUID other) {
            int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
            return high < 0
                    || (high == 0
                            && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                                    < 0);
        }
    }
}
