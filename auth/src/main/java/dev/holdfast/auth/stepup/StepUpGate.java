package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.internal.Refused;
import dev.holdfast.auth.stepup.internal.TokenBinding;
import dev.holdfast.auth.stepup.internal.TokenEvents;
import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/** What both forms of tokens do alike: check proofs before one is made, and word and record what became of it. */
final class StepUpGate {
    private static final Pattern AMR = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final StepUpHost host;
    private final StepUpPolicy policy;
    private final TokenEvents events;
    private final Map<String, StepUpFactor> factors = new LinkedHashMap<>();

    StepUpGate(StepUpHost host, StepUpPolicy policy, List<StepUpFactor> factors) {
        this.host = host;
        this.policy = policy;
        this.events = new TokenEvents(host.trail());
        for (StepUpFactor factor : factors) {
            Require.matching("amr", factor.amr(), AMR, "must be a lower-case word of 1 to 32 characters");
            if (this.factors.put(factor.amr(), factor) != null) {
                throw new IllegalArgumentException("factors must have different amr values, got '" + factor.amr()
                        + "' twice: two proofs of one kind are no second factor");
            }
        }
        Require.between("number of factors", this.factors.size(), 1, 8);
    }

    /** Who wants to do what. */
    record Use(StepUpSubject subject, StepUpAction action, PayloadDigest payload) {
        static Use of(StepUpRequest request) {
            return new Use(request.subject(), request.action(), request.payload());
        }

        TokenBinding binding() {
            return new TokenBinding(
                    subject.tenantId(), subject.userId(), subject.sessionId(), action.name(), payload.hex());
        }

        StepUpGrant grant(UUID tokenId, List<String> amr, Instant authenticatedAt) {
            return new StepUpGrant(tokenId, subject, action, payload, amr, authenticatedAt);
        }
    }

    /** What was proven. */
    record Proof(List<String> amr, AuthLevel level, Instant at) {}

    /** Makes and stores the token, once everything is proven. */
    @FunctionalInterface
    interface Minting {
        StepUpIssue.Issued mint(DSLContext tx, Proof proof);
    }

    StepUpIssue issue(DSLContext tx, StepUpRequest request, Minting minting) {
        return unlessConflict(() -> checked(tx, request, minting), StepUpIssue.Conflict::new);
    }

    static StepUpResult joined(Supplier<StepUpResult> spend) {
        return unlessConflict(spend, StepUpResult.Conflict::new);
    }

    /** The exception passes through the runner, which rolls back; at SERIALIZABLE the commit itself can conflict. */
    StepUpResult owned(Function<DSLContext, StepUpResult> spend) {
        return joined(() -> host.runner().call(spend));
    }

    StepUpResult grant(DSLContext tx, StepUpGrant grant) {
        Use use = new Use(grant.subject(), grant.action(), grant.payload());
        events.spent(tx, use.binding(), grant.tokenId(), grant.amr());
        return new StepUpResult.Accepted(grant);
    }

    StepUpResult refuse(DSLContext tx, Use use, Refused why) {
        events.refused(tx, use.binding(), why);
        return new StepUpResult.Rejected(policy.rule(use.action()).challenge());
    }

    private StepUpIssue checked(DSLContext tx, StepUpRequest request, Minting minting) {
        // Read before the proofs are checked: a revocation that comes in between counts as later.
        Instant at = host.now();
        Optional<String> objection = objection(request);
        if (objection.isPresent()) {
            return notIssued(tx, request, objection.get(), "");
        }
        // In the order of the factors, so that a one-time code is not used up when the password is already wrong.
        List<String> amr = factors.keySet().stream()
                .filter(request.responses()::containsKey)
                .toList();
        for (String name : amr) {
            FactorResult result = verify(tx, request, name);
            if (result instanceof FactorResult.Conflict) {
                return new StepUpIssue.Conflict();
            } else if (result instanceof FactorResult.Rejected refusal) {
                return notIssued(tx, request, AuthEvents.word(refusal.reason()), name);
            }
        }
        StepUpIssue.Issued issued = minting.mint(tx, new Proof(amr, policy.levelOf(amr.size()), at));
        events.issued(tx, Use.of(request).binding(), issued.id(), amr);
        return issued;
    }

    private FactorResult verify(DSLContext tx, StepUpRequest request, String amr) {
        StepUpFactor factor = Objects.requireNonNull(factors.get(amr));
        Secret response = Objects.requireNonNull(request.responses().get(amr));
        return factor.verify(tx, request.subject(), response);
    }

    /** What can be held against a request before any response is looked at. */
    private Optional<String> objection(StepUpRequest request) {
        Map<String, Secret> responses = request.responses();
        if (responses.isEmpty()) {
            return Optional.of("missing");
        } else if (!factors.keySet().containsAll(responses.keySet())) {
            return Optional.of("unknown_factor");
        }
        boolean isEnough = policy.rule(request.action()).admits(policy.levelOf(responses.size()));
        return isEnough ? Optional.empty() : Optional.of("insufficient_level");
    }

    private StepUpIssue notIssued(DSLContext tx, StepUpRequest request, String reason, String factor) {
        events.notIssued(tx, Use.of(request).binding(), reason, factor);
        return new StepUpIssue.Rejected(policy.rule(request.action()).challenge());
    }
}
