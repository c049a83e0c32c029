package dev.holdfast.core.lock;

import dev.holdfast.core.HoldfastException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row was changed or deleted since it was read: what {@code …OrThrow} throws for {@link UpdateResult.Stale} and {@link
 * UpdateResult.Missing}. Nothing was written; the transaction is alive.
 */
public final class StaleVersionException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String noun;
    private final String key;
    private final long expected;
    private final @Nullable Long found;

    private StaleVersionException(String message, VersionedTable table, BulkResult.Loser loser) {
        super(message, null);
        this.noun = table.noun();
        this.key = loser.key().toString();
        this.expected = loser.expected();
        this.found = loser.found().isPresent() ? (Long) loser.found().getAsLong() : null;
    }

    static StaleVersionException of(VersionedTable table, BulkResult.Loser loser) {
        String row = table.noun() + " " + loser.key();
        String message = loser.found().isPresent()
                ? row + " changed: expected version " + loser.expected() + ", found "
                        + loser.found().getAsLong() + "; read it again and repeat the change"
                : row + " is gone: expected version " + loser.expected()
                        + ", found no such row; look it up again before repeating the change";
        return new StaleVersionException(message, table, loser);
    }

    /**
     * What the row is called.
     *
     * @return the table's noun
     */
    public String noun() {
        return noun;
    }

    /**
     * Which row, for people.
     *
     * @return {@link RowKey#toString()} of its key
     */
    public String key() {
        return key;
    }

    /**
     * The version the change was made on.
     *
     * @return the version
     */
    public long expected() {
        return expected;
    }

    /**
     * The version seen just after the refusal.
     *
     * @return the version; empty when there is no such row
     */
    public OptionalLong found() {
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }
}
