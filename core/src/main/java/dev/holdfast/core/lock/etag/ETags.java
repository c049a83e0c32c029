package dev.holdfast.core.lock.etag;

import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.VersionedTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strong entity tags of the rows of one table, and the conditions that requests put on them.
 *
 * <p>A tag is the version and a mark of the row: {@code "3-Fq0x7LmAd2k"}. The mark is a digest of table and key, so that
 * a tag of one row says nothing about another, and shows neither. A version counts changes of the row; a representation
 * that also shows other tables' rows needs a version that they touch (see {@code OptimisticLock.touching}).
 *
 * <p><em>Security note.</em> A tag is no secret and proves nothing: a client can make one up for any version. It is
 * compared with the row, never trusted. Where a row is deleted and another one inserted under the same key, versions
 * begin anew and so do the tags. Immutable and thread-safe.
 */
public final class ETags {
    private static final Pattern OPAQUE = Pattern.compile("(0|[1-9][0-9]{0,18})-([A-Za-z0-9_-]{11})");
    private static final int MARK_BYTES = 8;

    private final VersionedTable table;

    private ETags(VersionedTable table) {
        this.table = table;
    }

    /**
     * The tags of a table's rows.
     *
     * @param table the table
     * @return the tags
     */
    public static ETags of(VersionedTable table) {
        return new ETags(table);
    }

    /**
     * The tag of a row in a version, for the ETag header.
     *
     * @param key which row
     * @param version its version, at least 0
     * @return a strong tag
     * @throws IllegalArgumentException when the version is negative
     */
    public EntityTag tag(RowKey key, long version) {
        if (version < 0) {
            throw new IllegalArgumentException("version must be at least 0, got " + version);
        }
        return EntityTag.strong(version + "-" + mark(key));
    }

    /**
     * The version that a tag stands for.
     *
     * @param key the row it should belong to
     * @param tag a client's tag
     * @return the version; empty when the tag is weak, of another row, or none of ours
     */
    public OptionalLong version(RowKey key, EntityTag tag) {
        Matcher matcher = OPAQUE.matcher(tag.opaque());
        if (tag.weak() || !matcher.matches() || !matcher.group(2).equals(mark(key))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(matcher.group(1)));
        } catch (NumberFormatException beyondLong) {
            return OptionalLong.empty();
        }
    }

    /**
     * What the If-Match header of a request to change a row asks for. Without the header the request is refused: who
     * does not say which version was seen would overwrite blindly.
     *
     * @param key which row
     * @param headerLines the header's values, one a line; empty when it is not there
     * @return the versions to change, or the refusal: {@link PreconditionFailure#REQUIRED} without the header, {@link
     *     PreconditionFailure#FAILED} when only weak or foreign tags are named, {@link PreconditionFailure#MALFORMED}
     */
    public IfMatch ifMatch(RowKey key, List<String> headerLines) {
        if (headerLines.isEmpty()) {
            return new IfMatch.Refused(PreconditionFailure.REQUIRED);
        }
        Optional<TagList> parsed = TagList.parse(headerLines);
        if (parsed.isEmpty()) {
            return new IfMatch.Refused(PreconditionFailure.MALFORMED);
        } else if (parsed.get().any()) {
            return new IfMatch.Any();
        }
        // RFC 9110 §13.1.1: strong comparison, so a weak tag never matches.
        List<Long> versions = parsed.get().tags().stream()
                .map(tag -> version(key, tag))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .distinct()
                .toList();
        return versions.isEmpty() ? new IfMatch.Refused(PreconditionFailure.FAILED) : new IfMatch.Versions(versions);
    }

    /**
     * What the If-None-Match header of a request asks for.
     *
     * @param headerLines the header's values, one a line; empty when it is not there
     * @return the condition
     */
    public static IfNoneMatch ifNoneMatch(List<String> headerLines) {
        if (headerLines.isEmpty()) {
            return new IfNoneMatch.Absent();
        }
        return TagList.parse(headerLines)
                .<IfNoneMatch>map(
                        list -> list.any() ? new IfNoneMatch.NoneAtAll() : new IfNoneMatch.NoneOf(list.tags()))
                .orElseGet(IfNoneMatch.Malformed::new);
    }

    /** Eight bytes of a digest over table and key, each part with its length before it. */
    private String mark(RowKey key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, table.sql());
            key.values().forEach(value -> update(digest, value.toString()));
            byte[] mark = Arrays.copyOf(digest.digest(), MARK_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
