package dev.holdfast.auth.stepup;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.SessionAuthentication;
import dev.holdfast.auth.stepup.freshness.StepUpRequirement;
import dev.holdfast.auth.stepup.internal.EndedRows;
import dev.holdfast.auth.stepup.internal.Refusal;
import dev.holdfast.auth.stepup.internal.Refused;
import dev.holdfast.auth.stepup.internal.RevocationScope;
import dev.holdfast.auth.stepup.internal.RevocationStore;
import dev.holdfast.auth.stepup.internal.TokenEvents;
import dev.holdfast.auth.stepup.internal.TokenStore;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.core.secret.Uuid7;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Step-up tokens: issued for a fresh proof of identity, spent once, by the same user in the same session, on exactly the
 * action and payload they were issued for.
 *
 * <p>At most one token is open a user, session and action; a new one takes the place of the old. Only a keyed hash is
 * stored.
 *
 * <p><em>Transaction.</em> Every method with {@code tx} joins: if the host rolls back, the token is unspent, and not
 * issued. Refusals are recorded independently and outlive that. {@link #consumeOwned} and {@link #cleanUp} own.
 *
 * <p><em>Concurrency.</em> Of any number of contenders one spends a token, at every isolation level. At READ COMMITTED
 * the others are rejected; at REPEATABLE READ and above they get a conflict, and are rejected when they try again.
 *
 * <p><em>Security note.</em> Call it only for a caller whose own session or access token was found valid, and take the
 * subject from there. A token proves that its user was present at issue; it does not prove who presents it.
 *
 * <p>Thread-safe.
 */
public final class StepUpTokens implements Revocation {
    /** The purpose of the key ring. */
    public static final String PURPOSE = "step-up-token";

    private static final String PREFIX = "hfsu";

    private final StepUpHost host;
    private final StepUpPolicy policy;
    private final KeyedHash hash;
    private final StepUpGate gate;
    private final TokenStore store;
    private final RevocationStore revocations;
    private final EndedRows ended;
    private final TokenFormat format = TokenFormat.of(PREFIX, new SecureRandom());
    private final Uuid7 ids;

    private StepUpTokens(StepUpHost host, StepUpPolicy policy, KeyedHash hash, StepUpGate gate) {
        this.host = host;
        this.policy = policy;
        this.hash = hash;
        this.gate = gate;
        this.store = new TokenStore(host.namespace());
        this.revocations = new RevocationStore(host.namespace(), new TokenEvents(host.trail()), host::now);
        this.ended = new EndedRows(host.namespace());
        this.ids = Uuid7.of(host.clock());
    }

    /**
     * The tokens of a host.
     *
     * @param host its clock, audit trail and transactions
     * @param policy lifetime and rules
     * @param keys a ring of purpose {@value #PURPOSE}, asked at each use
     * @param factors the ways to prove who one is, in the order in which they are checked
     * @return the tokens
     * @throws IllegalArgumentException when the ring is for another purpose, or there is no factor, or two of one kind
     */
    public static StepUpTokens of(
            StepUpHost host, StepUpPolicy policy, Supplier<KeyRing> keys, List<StepUpFactor> factors) {
        return new StepUpTokens(host, policy, KeyedHash.of(PURPOSE, keys), new StepUpGate(host, policy, factors));
    }

    /**
     * Whether a session may do an action as it is, without a token.
     *
     * @param action the action
     * @param session how and when its user proved themself
     * @return satisfied, or what to ask of the client
     */
    public StepUpRequirement requirement(StepUpAction action, SessionAuthentication session) {
        return policy.requirement(action, session, host.now());
    }

    /**
     * Checks the proofs and issues a token; an open one of the same user, session and action is worth nothing from the
     * commit on.
     *
     * <p><em>Refusals.</em> No response, an unknown factor, fewer factors than the action asks for, or a response the
     * factor rejects: always the same {@link StepUpIssue.Rejected}. Commit after it, so that what a factor wrote stays.
     *
     * @param tx the caller's transaction
     * @param request who wants it for what, with which proofs
     * @return the token, shown this once
     */
    public StepUpIssue issue(DSLContext tx, StepUpRequest request) {
        return gate.issue(tx, request, (joined, proof) -> {
            Token token = format.mint(ids.next());
            Instant expiresAt = proof.at().plus(policy.lifetime());
            store.replace(
                    joined,
                    new TokenStore.Row(
                            token.id(),
                            hash.tag(token.text()),
                            StepUpGate.Use.of(request).binding(),
                            proof.amr(),
                            proof.level(),
                            proof.at(),
                            expiresAt));
            return new StepUpIssue.Issued(token.text(), token.id(), expiresAt);
        });
    }

    /**
     * Spends a token: one statement, and one record.
     *
     * <p><em>Refusals.</em> Missing, malformed (both without asking the database), unknown, expired, used, revoked,
     * issued for a weaker proof than the action's rule asks for now, or bound to another user, session, action or
     * payload: always the same {@link StepUpResult.Rejected}; the audit record has the reason.
     *
     * @param tx the transaction of the act the token is for
     * @param presented what the client sent, or null
     * @param subject who presents it, from the caller's valid session
     * @param action the act about to be done
     * @param payload the digest of what exactly is about to be done, from the values that will be used
     * @return the grant, or a refusal
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
     * Spends a token in a transaction of its own, committed before the result is given: for acts that no transaction of
     * this database holds. If the act then fails, the token is spent all the same.
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

    /**
     * Revokes all step-up tokens of a user, of either form and in every tenant.
     *
     * <p><em>Concurrency.</em> Waits for tokens being issued to the user at the moment. A serialisation conflict comes
     * out as an exception with its SQLSTATE; the transaction is to be retried.
     */
    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        return revocations.revoke(tx, RevocationScope.user(userId), reason);
    }

    /**
     * The same for the users of one tenant, for hosts whose user ids repeat from tenant to tenant.
     *
     * @param tenantId the tenant
     * @return a revocation that leaves the other tenants alone
     */
    public Revocation inTenant(String tenantId) {
        return (tx, userId, reason) -> revocations.revoke(tx, RevocationScope.tenant(tenantId, userId), reason);
    }

    /**
     * Revokes all step-up tokens of one session, of either form: at logout.
     *
     * @param tx the transaction of the logout
     * @param subject user and session
     * @param reason what caused it
     * @return how many were open
     */
    public int revokeSession(DSLContext tx, StepUpSubject subject, RevocationReason reason) {
        RevocationScope scope = RevocationScope.session(subject.tenantId(), subject.userId(), subject.sessionId());
        return revocations.revoke(tx, scope, reason);
    }

    /**
     * Deletes rows of both forms that ended longer ago than the policy keeps them; for the host's scheduler, every ten
     * minutes or so. Owns one short transaction a batch of 500; safe on several nodes at once.
     *
     * @return how many rows were deleted
     */
    public int cleanUp() {
        Instant until = host.now().minus(policy.keepEnded());
        // A mark stops tokens issued up to it, the last of which expires one lifetime later.
        return ended.delete(host.runner(), until, until.minus(StepUpPolicy.MAX_LIFETIME));
    }

    private StepUpResult spend(DSLContext tx, @Nullable String presented, StepUpGate.Use use) {
        Optional<Token> token = format.parse(presented);
        if (token.isEmpty()) {
            boolean isMissing = presented == null || presented.isBlank();
            return gate.refuse(tx, use, Refused.of(isMissing ? Refusal.MISSING : Refusal.MALFORMED));
        }
        List<HashTag> candidates = hash.candidates(token.get().text());
        // The rule of now, not the one at issue: it may have been raised since, or be stricter on this node.
        AuthLevel least = policy.rule(use.action()).least();
        TokenStore.Presented offered = new TokenStore.Presented(candidates, use.binding(), least, host.now());
        Optional<TokenStore.Spent> spent = store.spend(tx, offered);
        if (spent.isEmpty()) {
            return gate.refuse(tx, use, store.look(tx, offered));
        }
        TokenStore.Spent row = spent.get();
        return gate.grant(tx, use.grant(row.id(), row.amr(), row.authenticatedAt()));
    }
}
