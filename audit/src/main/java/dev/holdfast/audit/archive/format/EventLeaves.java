package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.leaf.EventLine;
import dev.holdfast.audit.seal.leaf.LeafContent;
import dev.holdfast.audit.seal.leaf.LeafEncoder;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;
import dev.holdfast.core.event.Category;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The leaves of an archive, made again of its lines; one line is in memory. Not thread-safe. */
final class EventLeaves implements PartialRoot.Leaves<IOException> {
    private static final int TIME_SHIFT = 16;

    private final TreeHasher hasher = new TreeHasher();
    private final LeafEncoder encoder = new LeafEncoder();
    private final LeafDigest digest = new LeafDigest();
    private final byte[] hash = new byte[TreeHash.BYTES];
    private final Set<Category> categories = EnumSet.noneOf(Category.class);
    private final EventLines lines;
    private final YearMonth month;
    private @Nullable EventLine next;
    private String text = "";
    private boolean isOfMonth = true;

    EventLeaves(InputStream lines, YearMonth month) throws IOException {
        this.lines = new EventLines(lines);
        this.month = month;
        this.next = readLine();
    }

    @Override
    public long index() {
        return next == null ? Long.MAX_VALUE : next.index();
    }

    @Override
    public TreeHash take() throws IOException {
        EventLine line = next;
        if (line == null) {
            throw ManifestText.malformed();
        }
        UUID event = UUID.fromString(column(line, "id"));
        encoder.encode(line.columns());
        requireOfItsLeaf(line);
        encoder.hash(hasher, hash, 0);
        digest.add(line.index(), event, hash, 0);
        categories.add(Category.valueOf(column(line, "category")));
        isOfMonth &= month.equals(YearMonth.from(Instant.ofEpochMilli(event.getMostSignificantBits() >>> TIME_SHIFT)
                .atOffset(ZoneOffset.UTC)));
        next = readLine();
        return TreeHash.at(hash, 0);
    }

    LeafDigest.Span span() {
        return digest.span();
    }

    Set<Category> categories() {
        return categories;
    }

    boolean isOfMonth() {
        return isOfMonth;
    }

    private @Nullable EventLine readLine() throws IOException {
        Optional<String> line = lines.next();
        text = line.orElse("");
        return line.isEmpty() ? null : EventLine.parse(text).orElseThrow(ManifestText::malformed);
    }

    /** One text a leaf: another reader of the line must not see another event than the one that is proven. */
    private void requireOfItsLeaf(EventLine line) {
        boolean isOfItsLeaf = LeafContent.read(encoder.bytes())
                .filter(columns -> new EventLine(line.index(), columns).text().equals(text))
                .isPresent();
        if (!isOfItsLeaf) {
            throw ManifestText.malformed();
        }
    }

    private static String column(EventLine line, String name) {
        String value = line.columns().get(name);
        if (value == null) {
            throw ManifestText.malformed();
        }
        return value;
    }
}
