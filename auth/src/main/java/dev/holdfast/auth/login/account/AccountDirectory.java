package dev.holdfast.auth.login.account;

import dev.holdfast.auth.UserRef;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The host's accounts: the port through which login finds them.
 *
 * <p><em>Transaction.</em> Joins.
 *
 * <p><em>Contract.</em> Every lookup runs the same statements whether it finds somebody or not. Case does not count in
 * names. A name that two accounts share within one column finds nobody: neither may log in as the other. An id or a
 * tenant that the host's columns cannot hold is one that nobody has; no lookup leaves the transaction aborted.
 * Implementations are thread-safe. Published as {@code AccountDirectoryContract} in the module's tests jar.
 */
public interface AccountDirectory {
    /**
     * Finds who logs in under a name.
     *
     * @param tx the caller's transaction
     * @param name the name
     * @param now the present time, against which locks are held
     * @return the account, or empty when nobody does
     */
    Optional<Account> find(DSLContext tx, LoginName name, Instant now);

    /**
     * Looks at a user's account again, between the steps of a login.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @param now the present time, against which locks are held
     * @return the account, or empty when there is none any more
     */
    Optional<Account> get(DSLContext tx, UserRef user, Instant now);

    /**
     * The directory over a host's own user table. Its lookups throw an {@link IllegalArgumentException} when a tenant is
     * given and the table has no column for one, or the other way round.
     *
     * @param table how the table says who may log in
     * @return the directory
     */
    static AccountDirectory of(AccountTable table) {
        return new TableAccounts(table);
    }
}
