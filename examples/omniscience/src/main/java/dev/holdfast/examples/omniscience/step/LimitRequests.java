package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.Application;
import dev.holdfast.examples.omniscience.app.LoginEndpoint.Origin;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Requests to the login are limited before anything is looked at, whatever name they carry. */
public final class LimitRequests implements Step {
    private static final Origin FLOOD = Origin.through(Application.PROXY, "203.0.113.50");

    @Override
    public String title() {
        return "Limit requests to /api/auth/login";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        int burst = Application.LOGIN_RATE.burst();
        List<Integer> statuses = IntStream.range(0, burst + 2)
                .map(i -> status(host, "name" + i))
                .boxed()
                .toList();
        transcript.expect("answers to " + statuses.size() + " at once, each another name", 10L, count(statuses, 401));
        transcript.expect("refused unlooked at", 2L, count(statuses, 429));
        host.pass(Duration.ofSeconds(2));
        transcript.expect("two seconds later, one more", 401, status(host, "another"));
    }

    private static int status(Host host, String name) {
        return host.application().endpoint().login(FLOOD, name, "a guess").status();
    }

    private static long count(List<Integer> statuses, int status) {
        return statuses.stream().filter(one -> one == status).count();
    }
}
