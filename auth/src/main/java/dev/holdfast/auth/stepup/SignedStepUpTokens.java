package dev.holdfast.auth.stepup;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.internal.EndedRows;
import dev.holdfast.auth.stepup.internal.JtiStore;
import dev.holdfast.auth.stepup.internal.Refusal;
import dev.holdfast.auth.stepup.internal.Refused;
import dev.holdfast.auth.stepup.internal.RevocationScope;
import dev.holdfast.auth.stepup.internal.RevocationStore;
import dev.holdfast.auth.stepup.internal.TokenBinding;
import dev.holdfast.auth.stepup.internal.TokenEvents;
import dev.holdfast.auth.stepup.jwt.JwtReading;
import dev.holdfast.auth.stepup.jwt.StepUpClaims;
import dev.holdfast.auth.stepup.jwt.StepUpJwt;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Step-up tokens as signed JWTs: nothing is stored at issue, and the id is inserted once at the spend.
 *
 * <p>For hosts that issue on one node or service and spend on another. Everything else is as with {@link StepUpTokens},
 * except that a new token does not end the one before: several may be open, each good for one use.
 *
 * <p><em>Transaction.</em> Every method with {@code tx} joins; {@link #consumeOwned} and {@link #cleanUp} own.
 *
 * <p><em>Concurrency.</em> Of any number of contenders one spends a token, at every isolation level.
 *
 * <p><em>Security note.</em> Whoever holds the signing key makes tokens for everybody. A revocation ends what was issued
 * up to its own moment by its node's clock; a token issued between that and the commit lives on to its expiry, since
 * its issue leaves nothing to wait for. Where that matters, use the opaque form.
 *
 * <p>Thread-safe.
 */
public final class SignedStepUpTokens implements Revocation {
    /** How far ahead the issuing node's clock may be. */
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);

    private final StepUpHost host;
    private final StepUpPolicy policy;
    private final StepUpJwt format;
    private final StepUpGate gate;
    private final JtiStore store;
    private final RevocationStore revocations;
    private final EndedRows ended;
    private final Uuid7 ids;

    private SignedStepUpTokens(StepUpHost host, StepUpPolicy policy, StepUpJwt format, StepUpGate gate) {
        this.host = host;
        this.policy = policy;
        this.format = format;
        this.gate = gate;
        this.store = new JtiStore(host.namespace());
        this.revocations = new RevocationStore(host.namespace(), new TokenEvents(host.trail()), host::now);
        this.ended = new EndedRows(host.namespace());
        this.ids = Uuid7.of(host.clock());
    }

    /**
     * The signed tokens of a host.
     *
     * @param host its clock, audit trail and transactions
     * @param policy lifetime and rules
     * @param format issuer, audience and keys
     * @param factors the ways to prove who one is, in the order in which they are checked
     * @return the tokens
     * @throws IllegalArgumentException when there is no factor, or two of one kind
     */
    public static SignedStepUpTokens of(
            StepUpHost host, StepUpPolicy policy, StepUpJwt format, List<StepUpFactor> factors) {
        return new SignedStepUpTokens(host, policy, format, new StepUpGate(host, policy, factors));
    }

    /**
     * Checks the proofs and issues a token.
     *
     * @param tx the caller's transaction
     * @param request who wants it for what, with which proofs
     * @return the token, shown this once; refusals as {@link StepUpTokens#issue}
     */
    public StepUpIssue issue(DSLContext tx, StepUpRequest request) {
        return gate.issue(tx, request, (joined, proof) -> {
            UUID id = ids.next();
            Instant expiresAt = proof.at().plus(policy.lifetime());
            Secret text = format.sign(new StepUpClaims(
                    id,
                    request.subject().tenantId(),
                    request.subject().userId(),
                    request.subject().sessionId(),
                    request.action().name(),
                    request.payload().hex(),
                    proof.level().acr(),
                    proof.amr(),
                    proof.at(),
                    proof.at(),
                    expiresAt));
            return new StepUpIssue.Issued(text, id, expiresAt);
        });
    }

    /**
     * Spends a token: one statement, and one record. Whatever can be told from the text alone is told without asking the
     * database.
     *
     * @param tx the transaction of the act the token is for
     * @param presented what the client sent, or null
     * @param subject who presents it, from the caller's valid session
     * @param action the act about to be done
     * @param payload the digest of what exactly is about to be done
     * @return the grant, or a refusal as {@link StepUpTokens#consume}
     */
    public StepUpResult consume(
            DSLContext tx,
            @Nullable String presented,
            StepUpSubject subject,
            StepUpAction action,
            PayloadDigest payload) {
        return StepUpGate.joined(() -> spend(tx, presented, new StepUpGate.Use(subject, action, payload)));
    }

    /**
     * Spends a token in a transaction of its own, committed before the result is given.
     *
     * @param presented what the client sent, or null
     * @param subject who presents it, from the caller's valid session
     * @param action the act about to be done
     * @param payload the digest of what exactly is about to be done
     * @return the grant, or a refusal; after a conflict nothing was spent
     */
    public StepUpResult consumeOwned(
            @Nullable String presented, StepUpSubject subject, StepUpAction action, PayloadDigest payload) {
        return gate.owned(tx -> spend(tx, presented, new StepUpGate.Use(subject, action, payload)));
    }

    /** {@inheritDoc} Signed tokens are not listed anywhere, so the number is that of opaque ones. */
    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        return revocations.revoke(tx, RevocationScope.user(userId), reason);
    }

    /**
     * The same for the users of one tenant.
     *
     * @param tenantId the tenant
     * @return a revocation that leaves the other tenants alone
     */
    public Revocation inTenant(String tenantId) {
        return (tx, userId, reason) -> revocations.revoke(tx, RevocationScope.tenant(tenantId, userId), reason);
    }

    /**
     * Revokes all step-up tokens of one session, of either form.
     *
     * @param tx the transaction of the logout
     * @param subject user and session
     * @param reason what caused it
     * @return how many opaque ones were open
     */
    public int revokeSession(DSLContext tx, StepUpSubject subject, RevocationReason reason) {
        RevocationScope scope = RevocationScope.session(subject.tenantId(), subject.userId(), subject.sessionId());
        return revocations.revoke(tx, scope, reason);
    }

    /**
     * The same as {@link StepUpTokens#cleanUp}: either one cleans up after both.
     *
     * @return how many rows were deleted
     */
    public int cleanUp() {
        Instant until = host.now().minus(policy.keepEnded());
        // A mark stops tokens issued up to it, the last of which expires one lifetime later.
        return ended.delete(host.runner(), until, until.minus(StepUpPolicy.MAX_LIFETIME));
    }

    private StepUpResult spend(DSLContext tx, @Nullable String presented, StepUpGate.Use use) {
        if (presented == null || presented.isBlank()) {
            return gate.refuse(tx, use, Refused.of(Refusal.MISSING));
        }
        JwtReading reading = format.read(presented);
        if (!(reading instanceof JwtReading.Verified verified)) {
            Refusal reason = reading instanceof JwtReading.Malformed ? Refusal.MALFORMED : Refusal.UNKNOWN;
            return gate.refuse(tx, use, Refused.of(reason));
        }
        StepUpClaims claims = verified.claims();
        Instant now = host.now();
        Optional<Refusal> objection =
                bound(claims, use.binding()).or(() -> timely(claims, now)).or(() -> strong(claims, use.action()));
        if (objection.isPresent()) {
            return gate.refuse(tx, use, new Refused(objection.get(), claims.jti()));
        }
        JtiStore.Claim claim = new JtiStore.Claim(claims.jti(), use.binding(), claims.issuedAt(), claims.expiresAt());
        if (!store.spend(tx, claim, now)) {
            return gate.refuse(tx, use, store.look(tx, claims.jti()));
        }
        return gate.grant(tx, use.grant(claims.jti(), claims.amr(), claims.authenticatedAt()));
    }

    /** By the rule of now, and by what the level means here: one that this policy does not know is not enough. */
    private Optional<Refusal> strong(StepUpClaims claims, StepUpAction action) {
        boolean isEnough =
                policy.level(claims.acr()).filter(policy.rule(action)::admits).isPresent();
        return isEnough ? Optional.empty() : Optional.of(Refusal.INSUFFICIENT_LEVEL);
    }

    private static Optional<Refusal> bound(StepUpClaims claims, TokenBinding wanted) {
        if (!claims.subject().equals(wanted.userId()) || !claims.tenantId().equals(wanted.tenantId())) {
            return Optional.of(Refusal.WRONG_USER);
        } else if (!claims.sessionId().equals(wanted.sessionId())) {
            return Optional.of(Refusal.WRONG_SESSION);
        } else if (!claims.action().equals(wanted.action())) {
            return Optional.of(Refusal.WRONG_ACTION);
        }
        return claims.payloadHex().equals(wanted.payloadHex()) ? Optional.empty() : Optional.of(Refusal.WRONG_PAYLOAD);
    }

    private static Optional<Refusal> timely(StepUpClaims claims, Instant now) {
        if (!now.isBefore(claims.expiresAt())) {
            // At expiresAt the token is already expired.
            return Optional.of(Refusal.EXPIRED);
        } else if (claims.issuedAt().isAfter(now.plus(MAX_SKEW))) {
            return Optional.of(Refusal.NOT_YET_VALID);
        }
        // Longer than any policy allows: a revocation's mark, or a spent id, could be cleaned up before it expires.
        boolean tooLong =
                Duration.between(claims.issuedAt(), claims.expiresAt()).compareTo(StepUpPolicy.MAX_LIFETIME) > 0;
        return tooLong ? Optional.of(Refusal.UNKNOWN) : Optional.empty();
    }
}
