package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;

/** The ids of signed tokens that were spent; every method joins. Thread-safe. */
public final class JtiStore {
    private final StepUpJtiTable sql;

    /**
     * A store over the table of a namespace.
     *
     * @param namespace where the table is
     */
    public JtiStore(Namespace namespace) {
        this.sql = new StepUpJtiTable(namespace);
    }

    /**
     * A signed token that is to be spent.
     *
     * @param jti its id
     * @param binding what it is bound to
     * @param issuedAt when it was issued
     * @param expiresAt from when on it is expired
     */
    public record Claim(UUID jti, TokenBinding binding, Instant issuedAt, Instant expiresAt) {}

    /**
     * Writes the id down if it is not there and the user was not revoked since: one statement.
     *
     * @param tx the transaction
     * @param claim the token
     * @param now the present time
     * @return whether it was written
     */
    public boolean spend(DSLContext tx, Claim claim, Instant now) {
        TokenBinding binding = claim.binding();
        int written = JoinedSql.update(
                tx,
                sql.spend,
                binds -> binds.uuid(claim.jti())
                        .texts(binding.userId())
                        .time(now)
                        .time(claim.expiresAt())
                        .texts(binding.userId())
                        .time(claim.issuedAt())
                        .texts(binding.tenantId(), binding.sessionId()));
        return written == 1;
    }

    /**
     * Finds out why nothing was written: one read.
     *
     * @param tx the transaction
     * @param jti the token's id
     * @return used or revoked
     */
    public Refused look(DSLContext tx, UUID jti) {
        Refusal refusal = JoinedSql.row(tx, sql.look, binds -> binds.uuid(jti), row -> Refusal.USED)
                .orElse(Refusal.REVOKED);
        return new Refused(refusal, jti);
    }
}
