package dev.holdfast.examples.markenmate.app;

import dev.holdfast.auth.admin.AdminActor;
import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminGuard;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.stepup.StepUpGrant;
import dev.holdfast.auth.stepup.StepUpRequest;
import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Gives and takes roles: only after a fresh proof of identity, and never so that the admins run out. */
public final class RoleDesk {
    private final TransactionRunner requests;
    private final StepUpTokens stepUp;
    private final AdminGuard guard;

    RoleDesk(TransactionRunner requests, StepUpTokens stepUp, AdminGuard guard) {
        this.requests = requests;
        this.stepUp = stepUp;
        this.guard = guard;
    }

    /** A token for exactly this change, in return for password and one-time code. */
    public Optional<Secret> stepUp(Session session, String targetId, String role, Proofs proofs) {
        AdminChange change = change(session, targetId, role);
        StepUpRequest request = StepUpRequest.of(session.subject(), change.act().stepUpAction(), change.payload())
                .with("pwd", proofs.password())
                .with("otp", proofs.code());
        return requests.call(tx -> stepUp.issue(tx, request)
                .fold(issued -> Optional.of(issued.token()), challenge -> Optional.empty(), Optional::empty));
    }

    /** Changes a role, if the token is good for it. */
    public Answer changeRole(Session session, String targetId, String role, @Nullable Secret token) {
        AdminChange change = change(session, targetId, role);
        String presented = token == null ? null : token.exposeText();
        return requests.call(tx -> stepUp.consume(
                        tx, presented, session.subject(), change.act().stepUpAction(), change.payload())
                .fold(
                        grant -> change(tx, change, grant),
                        challenge -> Answer.forbidden("Step-up authentication required"),
                        Answer::tryAgain));
    }

    private Answer change(DSLContext tx, AdminChange change, StepUpGrant grant) {
        return guard.apply(tx, change, grant)
                .fold(applied -> Answer.done("Role changed"), RoleDesk::refusal, Answer::tryAgain);
    }

    private static Answer refusal(Reason reason) {
        return switch (reason) {
            case MASTER_ADMIN -> Answer.forbidden("Cannot demote the master admin");
            case LAST_ADMIN -> Answer.forbidden("Cannot remove the last admin");
            case NO_CHANGE -> Answer.conflict("The account has that role already");
            case CHANGED_MEANWHILE -> Answer.tryAgain();
            default -> Answer.forbidden("Not permitted");
        };
    }

    private static AdminChange change(Session session, String targetId, String role) {
        return AdminActor.of(session.userId()).changeRole(targetId, role);
    }

    /**
     * What a user enters to prove who they are; prints as nothing.
     *
     * @param password the password
     * @param code the code their authenticator shows
     */
    public record Proofs(String password, String code) {
        @Override
        public String toString() {
            return "Proofs[redacted]";
        }
    }
}
