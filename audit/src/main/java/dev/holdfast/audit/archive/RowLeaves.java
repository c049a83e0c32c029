package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.format.LeafDigest;
import dev.holdfast.audit.archive.format.PartialRoot;
import dev.holdfast.audit.seal.leaf.EventLine;
import dev.holdfast.audit.seal.leaf.LeafContent;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.tx.DatabaseException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of a month as leaves, each written as a line when it is taken. Not thread-safe. */
final class RowLeaves {
    private final TreeHasher hasher = new TreeHasher();
    private final LeafEncoder encoder = new LeafEncoder();
    private final LeafDigest digest = new LeafDigest();
    private final Set<Category> categories = EnumSet.noneOf(Category.class);
    private final MonthRows rows;
    private @Nullable ResultSet next;
    private long index;

    RowLeaves(MonthRows rows) throws SQLException {
        this.rows = rows;
        advance();
    }

    /** A row that cannot stand in an archive: not of the model, or deeper than a leaf is shown. */
    static final class NotProvenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    LeafDigest.Span span() {
        return digest.span();
    }

    Set<Category> categories() {
        return categories;
    }

    boolean isAtEnd() {
        return next == null;
    }

    PartialRoot.Leaves<IOException> into(OutputStream lines) {
        return new PartialRoot.Leaves<>() {
            @Override
            public long index() {
                return index;
            }

            @Override
            public TreeHash take() throws IOException {
                try {
                    return RowLeaves.this.take(lines);
                } catch (IllegalArgumentException notOfTheModel) {
                    throw new NotProvenException();
                } catch (SQLException e) {
                    throw DatabaseException.of("month not read", e);
                }
            }
        };
    }

    private TreeHash take(OutputStream lines) throws IOException, SQLException {
        ResultSet row = next;
        if (row == null) {
            throw new NotProvenException();
        }
        encoder.encode(row, MonthRows.EVENT);
        byte[] hash = new byte[TreeHash.BYTES];
        encoder.hash(hasher, hash, 0);
        digest.add(index, row.getObject(MonthRows.EVENT, UUID.class), hash, 0);
        Map<String, String> columns = LeafContent.read(encoder.bytes()).orElseThrow(NotProvenException::new);
        String category = columns.get("category");
        if (category != null) {
            categories.add(Category.valueOf(category));
        }
        lines.write((new EventLine(index, columns).text() + "\n").getBytes(StandardCharsets.UTF_8));
        advance();
        return TreeHash.of(hash);
    }

    /** A row without a leaf, or with one behind the checkpoint, is left over: the month was not sealed after all. */
    private void advance() throws SQLException {
        Optional<ResultSet> row = rows.next();
        next = row.orElse(null);
        index = Long.MAX_VALUE;
        if (next != null) {
            long leaf = next.getLong(1);
            index = next.wasNull() ? Long.MAX_VALUE : leaf;
        }
    }
}
