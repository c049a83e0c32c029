package dev.holdfast.audit;

import dev.holdfast.core.Require;
import org.jspecify.annotations.Nullable;

/**
 * A question to the log: which events, in which order, how many at once, and after which place.
 *
 * @param filter which events
 * @param order in which order
 * @param pageSize how many at most, 1 to {@value #MAX_PAGE_SIZE}
 * @param cursor the place after which the page begins, or null for the beginning
 */
public record AuditQuery(
        AuditFilter filter,
        Order order,
        int pageSize,
        @Nullable AuditCursor cursor) {
    /** The most events of one page. */
    public static final int MAX_PAGE_SIZE = 1000;

    private static final int DEFAULT_PAGE_SIZE = 50;

    /** The order of events: by id, which is the order in which the hosts made them. */
    public enum Order {
        /** The latest event first. */
        NEWEST_FIRST,
        /** The earliest event first. */
        OLDEST_FIRST
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the page size is out of bounds, or the cursor is of the other order
     */
    public AuditQuery {
        Require.between("pageSize", pageSize, 1, MAX_PAGE_SIZE);
        if (cursor != null && cursor.order() != order) {
            throw new IllegalArgumentException("cursor must be of order " + order + ", got " + cursor.order());
        }
    }

    /**
     * The latest events first, {@value #DEFAULT_PAGE_SIZE} a page.
     *
     * @param filter which events
     * @return the query
     */
    public static AuditQuery newestFirst(AuditFilter filter) {
        return new AuditQuery(filter, Order.NEWEST_FIRST, DEFAULT_PAGE_SIZE, null);
    }

    /**
     * The earliest events first, {@value #DEFAULT_PAGE_SIZE} a page.
     *
     * @param filter which events
     * @return the query
     */
    public static AuditQuery oldestFirst(AuditFilter filter) {
        return new AuditQuery(filter, Order.OLDEST_FIRST, DEFAULT_PAGE_SIZE, null);
    }

    /**
     * The same with pages of another size.
     *
     * @param size how many events at most
     * @return the query
     */
    public AuditQuery withPageSize(int size) {
        return new AuditQuery(filter, order, size, cursor);
    }

    /**
     * The same from the place where a page ended, in that page's order.
     *
     * @param place {@link AuditPage#next()} of that page
     * @return the query
     */
    public AuditQuery after(AuditCursor place) {
        return new AuditQuery(filter, place.order(), pageSize, place);
    }
}
