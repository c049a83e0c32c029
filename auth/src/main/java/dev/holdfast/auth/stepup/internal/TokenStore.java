package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.internal.Binds;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** The rows of the opaque tokens; every method joins. Thread-safe. */
public final class TokenStore {
    private final StepUpTokenTable sql;

    /**
     * A store over the table of a namespace.
     *
     * @param namespace where the table is
     */
    public TokenStore(Namespace namespace) {
        this.sql = new StepUpTokenTable(namespace);
    }

    /**
     * A token about to be stored.
     *
     * @param id its public id
     * @param hash its keyed hash
     * @param binding what it is bound to
     * @param amr how the user proved themself
     * @param level how strongly
     * @param issuedAt when; also the time of the proof
     * @param expiresAt from when on it is expired
     */
    public record Row(
            UUID id,
            HashTag hash,
            TokenBinding binding,
            List<String> amr,
            AuthLevel level,
            Instant issuedAt,
            Instant expiresAt) {
        /**
         * Copies the list.
         */
        public Row {
            amr = List.copyOf(amr);
        }
    }

    /**
     * A token that was presented, and what must be true of it.
     *
     * @param candidates the hash of what was presented, under each accepted key
     * @param binding what it must be bound to
     * @param least the level it must have been issued at, or a higher one
     * @param now the present time
     */
    public record Presented(List<HashTag> candidates, TokenBinding binding, AuthLevel least, Instant now) {
        /**
         * Copies the list.
         */
        public Presented {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * What the spending statement gave back.
     *
     * @param id the token's public id
     * @param amr how the user had proved themself
     * @param authenticatedAt when
     */
    public record Spent(UUID id, List<String> amr, Instant authenticatedAt) {
        /**
         * Copies the list.
         */
        public Spent {
            amr = List.copyOf(amr);
        }
    }

    /**
     * Stores a token in place of the one that is open, if any: one statement.
     *
     * @param tx the transaction
     * @param row the token
     */
    public void replace(DSLContext tx, Row row) {
        int stored = JoinedSql.update(tx, sql.replace, binds -> bind(binds, row));
        JoinedSql.requireOneRow("storing a step-up token", stored);
    }

    /**
     * Spends a token if all of its conditions hold: one statement.
     *
     * @param tx the transaction
     * @param token the token and its conditions
     * @return what was spent, or empty
     */
    public Optional<Spent> spend(DSLContext tx, Presented token) {
        return JoinedSql.row(
                tx,
                sql.spend,
                binds -> bind(binds.time(token.now()).hashes(token.candidates()).time(token.now()), token.binding())
                        .bytes(token.binding().payloadDigest())
                        .number(token.least().rank()),
                TokenStore::spent);
    }

    /**
     * Finds out why nothing was spent: one read.
     *
     * @param tx the transaction
     * @param token as for the spend
     * @return the reason, and the token if there is one
     */
    public Refused look(DSLContext tx, Presented token) {
        return JoinedSql.row(
                        tx,
                        sql.look,
                        binds -> {
                            bind(binds, token.binding())
                                    .bytes(token.binding().payloadDigest())
                                    .time(token.now())
                                    .number(token.least().rank())
                                    .hashes(token.candidates());
                            bind(binds, token.binding()).hashes(token.candidates());
                        },
                        row -> new Refused(Refusal.valueOf(row.getString(2)), row.getObject(1, UUID.class)))
                .orElseGet(() -> Refused.of(Refusal.UNKNOWN));
    }

    private static void bind(Binds binds, Row row) throws SQLException {
        TokenBinding binding = row.binding();
        binds.uuid(row.id())
                .bytes(row.hash().hash())
                .texts(row.hash().keyId(), binding.tenantId(), binding.userId(), binding.sessionId(), binding.action())
                .bytes(binding.payloadDigest())
                .texts(row.amr())
                .texts(row.level().acr())
                .number(row.level().rank())
                .time(row.issuedAt())
                .time(row.issuedAt())
                .time(row.expiresAt())
                .number(RevocationStore.LOCK_CLASS)
                .number(RevocationStore.lockOf(binding.userId()));
    }

    private static Binds bind(Binds binds, TokenBinding binding) throws SQLException {
        return binds.texts(binding.userId(), binding.sessionId(), binding.action(), binding.tenantId());
    }

    private static Spent spent(ResultSet row) throws SQLException {
        Array amr = row.getArray(2);
        return new Spent(row.getObject(1, UUID.class), List.of((String[]) amr.getArray()), Binds.time(row, 3));
    }
}
