package dev.holdfast.auth;

import java.util.List;
import org.jooq.DSLContext;

/**
 * Something that holds credentials of users and can take all of one user's back: step-up tokens now, sessions, refresh
 * tokens and API keys likewise.
 *
 * <p><em>Transaction.</em> Joins: what revokes and why stand or fall together.
 *
 * <p><em>Contract.</em> After the commit none of the user's credentials held before is accepted, and calling again gives
 * 0. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Revocation {
    /**
     * Revokes everything the user holds.
     *
     * @param tx the transaction of what caused it
     * @param userId the host's id of the user
     * @param reason what caused it
     * @return how many credentials were open before and are revoked now
     */
    int revokeAll(DSLContext tx, String userId, RevocationReason reason);

    /**
     * Holds nothing.
     *
     * @return a revocation that always gives 0
     */
    static Revocation none() {
        return (tx, userId, reason) -> 0;
    }

    /**
     * Several as one, in order.
     *
     * @param parts the parts
     * @return a revocation that gives the sum
     */
    static Revocation all(Revocation... parts) {
        List<Revocation> copy = List.of(parts);
        return (tx, userId, reason) -> copy.stream()
                .mapToInt(part -> part.revokeAll(tx, userId, reason))
                .sum();
    }
}
