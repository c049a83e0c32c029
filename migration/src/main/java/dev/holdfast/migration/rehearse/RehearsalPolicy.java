package dev.holdfast.migration.rehearse;

import dev.holdfast.core.Require;
import java.util.Optional;

/**
 * What a rehearsal insists on.
 *
 * @param unknownAllowedBecause why statements that are not understood are rehearsed nevertheless; empty to refuse them
 * @param reachAllowedBecause why statements that reach beyond their database may run in a scratch database nevertheless;
 *     empty to refuse them
 * @param provesUndo whether each undo is tried in a scratch database and held against the state before; it reads every
 *     row twice for each migration
 */
public record RehearsalPolicy(
        Optional<String> unknownAllowedBecause, Optional<String> reachAllowedBecause, boolean provesUndo) {
    private static final int MAX_REASON = 500;

    /**
     * Refuses unknown statements and those that reach beyond their database, proves each undo.
     *
     * @return the default policy
     */
    public static RehearsalPolicy defaults() {
        return new RehearsalPolicy(Optional.empty(), Optional.empty(), true);
    }

    /**
     * The same with unknown statements allowed; the report says so.
     *
     * @param because the reason, for the record
     * @return the policy
     * @throws IllegalArgumentException when the reason is blank or longer than 500 characters
     */
    public RehearsalPolicy allowUnknown(String because) {
        return new RehearsalPolicy(
                Optional.of(Require.text("because", because, MAX_REASON)), reachAllowedBecause, provesUndo);
    }

    /**
     * The same for scratch databases on a server that exists for rehearsals alone: what reaches beyond its database, such
     * as CREATE ROLE, runs there for real, and stays. The report says so. On the live database it changes nothing.
     *
     * @param because the reason, for the record
     * @return the policy
     * @throws IllegalArgumentException when the reason is blank or longer than 500 characters
     */
    public RehearsalPolicy onServerOfItsOwn(String because) {
        return new RehearsalPolicy(
                unknownAllowedBecause, Optional.of(Require.text("because", because, MAX_REASON)), provesUndo);
    }

    /**
     * The same without proofs of undo scripts.
     *
     * @return the policy
     */
    public RehearsalPolicy withoutUndoProof() {
        return new RehearsalPolicy(unknownAllowedBecause, reachAllowedBecause, false);
    }
}
