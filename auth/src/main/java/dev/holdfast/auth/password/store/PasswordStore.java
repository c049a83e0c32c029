package dev.holdfast.auth.password.store;

import dev.holdfast.auth.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the host keeps the hashes of its users' passwords: one text a user, at least {@value #MIN_COLUMN} characters.
 *
 * <p><em>Transaction.</em> Every method joins. A serialisation failure comes out as the exception that carries SQLSTATE
 * 40001.
 *
 * <p><em>Contract.</em> {@link #find} runs the same statements whether or not there is such a user, {@link #replace} decides
 * by one conditional statement. An id that the column cannot hold is an id nobody has; looking for it does not leave the
 * transaction aborted. Implementations are thread-safe. Published as {@code PasswordStoreContract} in the module's tests
 * jar.
 */
public interface PasswordStore {
    /** How many characters the hash column has to hold. */
    int MIN_COLUMN = 255;

    /**
     * Looks a user's password up.
     *
     * @param tx the transaction
     * @param user the user; null for a login name that nobody has, which runs the same statement in vain
     * @return what the row says; empty when there is none
     */
    Optional<StoredPassword> find(DSLContext tx, @Nullable UserRef user);

    /**
     * Puts another text for the same password in place, if the present one still stands: compare-and-set.
     *
     * @param tx the transaction
     * @param expected what was read
     * @param text the new text
     * @return false when the row holds another text by now, or is gone
     */
    boolean replace(DSLContext tx, StoredPassword expected, String text);

    /**
     * Sets the password, whatever stood before, and takes the must-change mark off.
     *
     * @param tx the transaction
     * @param user the user
     * @param text the new text
     * @param at when it was changed
     * @return false when there is no such user
     */
    boolean set(DSLContext tx, UserRef user, String text, Instant at);

    /**
     * Marks that the user has to choose another password.
     *
     * @param tx the transaction
     * @param user the user
     * @return false when there is no such user
     * @throws IllegalStateException when the host keeps no such mark
     */
    boolean requireChange(DSLContext tx, UserRef user);

    /**
     * Locks the next rows in the order of their keys, passing over those that somebody else has locked.
     *
     * @param own the batch's transaction
     * @param after the last row of the batch before; null for the first
     * @param done how texts begin that are not wanted; empty for none
     * @param limit the most rows
     * @return the rows that have a password
     */
    List<StoredPassword> lockNext(DSLContext own, @Nullable UserRef after, String done, int limit);

    /**
     * The next rows in the order of their keys, not locked.
     *
     * @param tx the transaction
     * @param after the last row of the page before; null for the first
     * @param limit the most rows
     * @return the rows that have a password
     */
    List<StoredPassword> next(DSLContext tx, @Nullable UserRef after, int limit);

    /**
     * The store over a host's own user table.
     *
     * @param table the mapping
     * @return the store
     */
    static PasswordStore of(PasswordTable table) {
        return new TablePasswords(table);
    }
}
