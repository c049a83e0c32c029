package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.Application;
import dev.holdfast.examples.omniscience.app.LoginEndpoint;
import dev.holdfast.examples.omniscience.app.LoginEndpoint.Origin;
import java.util.List;
import java.util.stream.IntStream;

/** The guesser writes {@code X-Forwarded-For}: it is read from the right, and only from the proxy. */
public final class ReadAddress implements Step {
    @Override
    public String title() {
        return "Read the address right: a header that the client wrote changes nothing";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LoginEndpoint endpoint = host.application().endpoint();
        transcript.expect(
                "X-Forwarded-For: 1.2.3.4, as the guesser sends it through the proxy",
                ThrottleGuesses.STRANGER,
                endpoint.client(through("1.2.3.4")).text());
        transcript.expect(
                "the same sent past the proxy",
                ThrottleGuesses.STRANGER,
                endpoint.client(new Origin(ThrottleGuesses.STRANGER, List.of("1.2.3.4")))
                        .text());
        transcript.because(
                "$proxy_add_x_forwarded_for appends: whoever reads from the left reads what the client wrote");
        long looked = IntStream.range(0, 4)
                .map(i -> endpoint.login(through("198.51.100." + i), "mira", "a guess")
                        .status())
                .filter(status -> status != 429)
                .count();
        transcript.expect("guesses that a new header each time got looked at, of 4", 0L, looked);
    }

    private static Origin through(String sent) {
        return Origin.through(Application.PROXY, ThrottleGuesses.STRANGER, sent);
    }
}
