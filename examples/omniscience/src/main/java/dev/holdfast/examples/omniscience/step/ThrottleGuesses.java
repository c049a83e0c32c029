package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.Application;
import dev.holdfast.examples.omniscience.app.LoginEndpoint.Answer;
import dev.holdfast.examples.omniscience.app.LoginEndpoint.Origin;

/** Somebody guesses: counted before the hash, refused without one. */
public final class ThrottleGuesses implements Step {
    static final String STRANGER = "203.0.113.9";

    private static final Origin FROM = Origin.through(Application.PROXY, STRANGER);

    @Override
    public String title() {
        return "Throttle guesses, and let Mira in meanwhile";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        int guesses = 0;
        Answer answer = guess(host);
        while (answer.status() == 401 && guesses < 20) {
            guesses++;
            answer = guess(host);
        }
        transcript.expect("guesses of one address that were looked at", 5, guesses);
        transcript.refused("one more", "429", answer.status() + ", retry after " + answer.retryAfter() + " s");

        long before = host.application().figures().hashes();
        Answer right = host.application().endpoint().login(FROM, "mira", Host.PASSWORD);
        transcript.refused("the right password from there", "429", right.status() + ", not looked at");
        transcript.expect(
                "hashes computed for it", 0L, host.application().figures().hashes() - before);
        transcript.expect(
                "Mira at home, meanwhile",
                200,
                host.application()
                        .endpoint()
                        .login(Host.HOME, "mira", Host.PASSWORD)
                        .status());
    }

    private static Answer guess(Host host) {
        return host.application().endpoint().login(FROM, "mira", "a guess");
    }
}
