package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.LoginEndpoint.Answer;

/** A code and a challenge are each good once. */
public final class RefuseReplay implements Step {
    @Override
    public String title() {
        return "Refuse what was used before: a code, a challenge";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        String code = host.nextCode();
        Answer first = host.application().endpoint().login(Host.HOME, "mira", Host.PASSWORD);
        transcript.expect(
                "a login",
                200,
                host.application()
                        .endpoint()
                        .code(Host.HOME, first.body(), code)
                        .status());
        Answer again = host.application().endpoint().login(Host.HOME, "mira", Host.PASSWORD);
        refused(host, transcript, "the same code in a new login", "replayed_response", again.body(), code);
        refused(
                host,
                transcript,
                "the used challenge with a new code",
                "challenge_ended",
                first.body(),
                host.nextCode());
    }

    private static void refused(
            Host host, Transcript transcript, String attempt, String reason, String challenge, String code) {
        Answer answer = host.application().endpoint().code(Host.HOME, challenge, code);
        transcript.refused(attempt, "401", answer.status() + ", body '" + answer.body() + "'");
        transcript.expect("why, in the audit log alone", reason, host.newestReason());
    }
}
