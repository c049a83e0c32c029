package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.time.Duration;

/** The clean-up job for tokens that have ended. */
public final class CleanUp implements Step {
    @Override
    public String title() {
        return "Clean up ended tokens";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Secret unused = host.application()
                .roles()
                .stepUp(Host.ALMA, "user-005", "admin", host.proofs())
                .orElseThrow(() -> new Deviation("password and code must give a token"));
        host.pass(Duration.ofMinutes(5));
        transcript.expect(
                "the token that was just issued has expired five minutes later",
                "403 Step-up authentication required",
                host.application()
                        .roles()
                        .changeRole(Host.ALMA, "user-005", "admin", unused)
                        .toString());
        long before = host.number("SELECT count(*) FROM holdfast.step_up_token");
        host.pass(Duration.ofMinutes(15));
        int deleted = host.application().stepUp().cleanUp();
        transcript.expect("tokens deleted, all of which had ended", before, (long) deleted);
        transcript.expect("tokens left", 0L, host.number("SELECT count(*) FROM holdfast.step_up_token"));
    }
}
