package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.time.Duration;

/** The clean-up job for tokens that have ended. */
public final class CleanUp implements Step {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final String TOKENS = "SELECT count(*) FROM holdfast.step_up_token";

    @Override
    public String title() {
        return "Clean up ended tokens, every ten minutes";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Secret unused = host.application()
                .roles()
                .stepUp(Host.ALMA, "user-005", "admin", host.proofs())
                .orElseThrow(() -> new Deviation("password and code must give a token"));
        host.pass(Duration.ofMinutes(5));
        transcript.refused(
                "use, five minutes after its issue, a token good for five minutes",
                new Answer(403, "Step-up authentication required"),
                host.application().roles().changeRole(Host.ALMA, "user-005", "admin", unused));
        long before = host.number(TOKENS);
        host.pass(EVERY.dividedBy(2));
        int first = host.application().stepUp().cleanUp();
        transcript.expect("tokens deleted by the job, all having ended less than ten minutes ago", 0, first);
        transcript.because("the plan deletes a token the moment it ends: a late use would then look like a forgery");
        host.pass(EVERY);
        int next = host.application().stepUp().cleanUp();
        transcript.expect("tokens deleted by its next run, all of which had ended", before, (long) next);
        transcript.expect("tokens left", 0L, host.number(TOKENS));
    }
}
