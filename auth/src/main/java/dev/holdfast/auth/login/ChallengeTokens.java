package dev.holdfast.auth.login;

import dev.holdfast.auth.login.Challenges.Ended;
import dev.holdfast.auth.login.Challenges.Open;
import dev.holdfast.auth.login.Challenges.Subject;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.core.secret.Uuid7;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The tokens of logins under way: shown once, stored as a keyed hash. */
final class ChallengeTokens {
    private static final String PREFIX = "hflc";

    private final LoginSetup setup;
    private final Challenges rows;
    private final KeyedHash hash;
    private final TokenFormat format = TokenFormat.of(PREFIX, new SecureRandom());
    private final Uuid7 ids;

    ChallengeTokens(LoginSetup setup) {
        this.setup = setup;
        this.rows = new Challenges(setup.namespace());
        this.hash = KeyedHash.of(LoginSetup.KEY_PURPOSE, setup.keys());
        this.ids = Uuid7.of(setup.clock());
    }

    /** A challenge just stored. */
    record Issued(Token token, Instant expiresAt) {}

    Issued issue(DSLContext tx, Subject subject) {
        Instant now = setup.now();
        Token token = format.mint(ids.next());
        Instant expiresAt = now.plus(setup.policy().challengeLifetime());
        rows.issue(tx, new Challenges.Row(token.id(), hash.tag(token.text()), subject, now, expiresAt));
        return new Issued(token, expiresAt);
    }

    Optional<Token> parse(Secret presented) {
        return format.parse(presented.exposeText());
    }

    /** Counts an attempt, before anything is checked. */
    Optional<Open> attempt(DSLContext tx, Token token) {
        return rows.attempt(
                tx, hash.candidates(token.text()), setup.now(), setup.policy().attemptsPerChallenge());
    }

    Ended look(DSLContext tx, Token token) {
        return rows.look(tx, hash.candidates(token.text()), setup.now());
    }

    boolean spend(DSLContext tx, Open open) {
        return rows.spend(tx, open.id(), setup.now());
    }

    int revoke(DSLContext tx, @Nullable String tenantId, String userId) {
        return rows.revoke(tx, tenantId, userId, setup.now());
    }

    int deleteExpired(DSLContext tx, int batch) {
        return rows.deleteExpired(tx, setup.now(), batch);
    }
}
