package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.RoleDesk;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import org.jspecify.annotations.Nullable;

/** The plan's first test: a role is changed only after a fresh proof of identity. */
public final class RequireStepUp implements Step {
    private static final Action CONSUME = Action.of("step_up_token.consume");
    private static final String MEMBER = "user-003";

    @Override
    public String title() {
        return "Test 1: step-up authentication";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        RoleDesk roles = host.application().roles();
        refused(host, transcript, "make user-003 an administrator without a token", MEMBER, null, "missing");

        Secret token = roles.stepUp(Host.ALMA, MEMBER, "admin", host.proofs())
                .orElseThrow(() -> new Deviation("password and code must give a token"));
        transcript.expect(
                "rows that hold the token's text",
                0L,
                host.number(
                        "SELECT count(*) FROM holdfast.step_up_token t WHERE to_jsonb(t)::text LIKE '%' || ? || '%'",
                        token.exposeText()));
        transcript.because("the plan stores tokens in clear; here a keyed hash, whose key is not in the database");

        refused(host, transcript, "use that token on user-004 instead", "user-004", token, "wrong_payload");
        Answer done = change(host, MEMBER, token);
        transcript.expect("use it on user-003", new Answer(200, "Role changed"), done);
        transcript.expect("role of user-003", "admin", host.text("SELECT role FROM \"user\" WHERE id = ?", MEMBER));
        refused(host, transcript, "use it a second time", MEMBER, token, "used");
    }

    private static void refused(
            Host host, Transcript transcript, String attempt, String target, @Nullable Secret token, String reason) {
        Answer answer = change(host, target, token);
        if (!answer.equals(new Answer(403, "Step-up authentication required"))) {
            throw new Deviation(attempt + ": expected a refusal, got " + answer);
        }
        transcript.refused(attempt, answer.toString());
        SecurityEvent event = host.newest(CONSUME).event();
        transcript.expect("recorded", "DENIED " + reason, event.outcome() + " " + event.reason());
    }

    private static Answer change(Host host, String target, @Nullable Secret token) {
        return host.handle(
                Host.ALMA,
                CorrelationId.generate(),
                () -> host.application().roles().changeRole(Host.ALMA, target, "admin", token));
    }
}
