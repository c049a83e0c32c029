package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.HostTransaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** The host's own remember-me cookies, of which only keyed hashes are kept. Thread-safe. */
final class RememberMe implements Revocation {
    static final String PURPOSE = "remember-me";
    static final Duration LIFETIME = Duration.ofDays(30);

    static final String DDL = """
            CREATE TABLE remember_me (
                cookie_hash bytea       CONSTRAINT remember_me_pkey PRIMARY KEY,
                user_id     text        NOT NULL,
                expires_at  timestamptz NOT NULL,
                revoked_at  timestamptz,
                revoked_for text
            );
            CREATE INDEX remember_me_open_idx ON remember_me (user_id) WHERE revoked_at IS NULL""";

    private static final String INSERT =
            "INSERT INTO remember_me (cookie_hash, user_id, expires_at)" + " VALUES (?, ?, CAST(? AS timestamptz))";
    // At expires_at the cookie has expired.
    private static final String ACCEPT =
            "SELECT EXISTS (SELECT FROM remember_me WHERE cookie_hash = ? AND revoked_at IS NULL"
                    + " AND expires_at > CAST(? AS timestamptz))";
    private static final String REVOKE = "UPDATE remember_me SET revoked_at = CAST(? AS timestamptz), revoked_for = ?"
            + " WHERE user_id = ? AND revoked_at IS NULL AND expires_at > CAST(? AS timestamptz)";

    private final KeyedHash hash;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RememberMe(Supplier<KeyRing> keys, Clock clock) {
        this.hash = KeyedHash.of(PURPOSE, keys);
        this.clock = clock;
    }

    /** A new cookie, shown this once. */
    Secret remember(DSLContext tx, String userId) {
        Secret cookie = Secret.random(random, 32);
        int unused = HostTransaction.join(tx)
                .execute(
                        INSERT,
                        hash.tag(cookie).hash(),
                        userId,
                        at(clock.instant().plus(LIFETIME)));
        return cookie;
    }

    boolean accepts(DSLContext tx, Secret cookie) {
        return Boolean.TRUE.equals(
                HostTransaction.join(tx).fetchValue(ACCEPT, hash.tag(cookie).hash(), at(clock.instant())));
    }

    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        OffsetDateTime now = at(clock.instant());
        return HostTransaction.join(tx).execute(REVOKE, now, reason.name(), userId, now);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
