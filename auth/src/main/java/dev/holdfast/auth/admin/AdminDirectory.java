package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.table.AdminTable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a host keeps its admins: the port the guards work over. {@link #of} is the ready form for a user table;
 * {@code AdminDirectoryContract} is what an implementation has to pass.
 *
 * <p><em>Transaction.</em> Every method joins.
 *
 * <p><em>Contract.</em> {@link #execute} decides and writes in one statement that locks every lasting admin of the scope,
 * at every isolation level; two calls that overlap never leave a scope that had a lasting admin without one. Failures
 * come as {@link dev.holdfast.core.tx.DatabaseException}, so that a conflict can be told. Implementations are
 * thread-safe.
 */
public interface AdminDirectory {
    /**
     * Executes a change if every rule of {@link GuardDecision.Reason} allows it; the step-up is the guard's affair.
     *
     * @param tx the caller's transaction
     * @param change what to do
     * @param now the time against which end dates are held
     * @return the account as it was before; empty when a rule refused, and then nothing was written
     * @throws IllegalArgumentException when the change does not fit the directory: a scope, level or end date where it
     *     has none, or none where it has one
     */
    Optional<Account> execute(DSLContext tx, AdminChange change, Instant now);

    /**
     * What the rules look at, without locks: for the reason of a refusal, and for a preview.
     *
     * @param tx the caller's transaction
     * @param change the change in question
     * @param now the time against which end dates are held
     * @return what stands there now
     * @throws IllegalArgumentException as {@link #execute}
     */
    Look look(DSLContext tx, AdminChange change, Instant now);

    /**
     * Makes the first lasting admin of the scope its master, in one statement, if the scope has no master: first by
     * creation date, of equal dates the least id.
     *
     * @param tx the caller's transaction
     * @param scope the scope; empty in a host without tenants
     * @return the admin's id; empty when the scope has a master or no lasting admin
     */
    Optional<String> appointMaster(DSLContext tx, String scope);

    /**
     * The scope's master.
     *
     * @param tx the caller's transaction
     * @param scope the scope; empty in a host without tenants
     * @return the admin's id; empty when there is none
     */
    Optional<String> master(DSLContext tx, String scope);

    /**
     * The roles that make an admin.
     *
     * @return at least one
     */
    Set<String> adminRoles();

    /**
     * A directory over a host's own user table.
     *
     * @param table the mapping
     * @return the directory
     */
    static AdminDirectory of(AdminTable table) {
        return new TableDirectory(table);
    }

    /**
     * One account as the rules see it.
     *
     * @param id the host's id
     * @param role the role
     * @param admin whether it is an admin now: role, active, not past its end
     * @param lasting whether it is an admin without an end
     * @param master whether it holds the master's flag
     * @param enabled whether the account is open
     * @param level the level, 0 where there are no levels
     * @param endsAt when its admin role ends, or null
     */
    record Account(
            String id,
            String role,
            boolean admin,
            boolean lasting,
            boolean master,
            boolean enabled,
            int level,
            @Nullable Instant endsAt) {}

    /**
     * What the rules look at.
     *
     * @param actor the account of who asks, or null when the scope has none
     * @param target the account in question, or null when the scope has none
     * @param others how many lasting admins the scope has besides the target
     */
    record Look(@Nullable Account actor, @Nullable Account target, int others) {}
}
