package dev.holdfast.examples.benchmarks.arithmetic;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.ForwardingHeader;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;

/** A client's address behind three proxies, which every request asks for; beside taking the leftmost, as anybody can forge. */
public final class ClientAddresses {
    private static final int OPERATIONS = 200_000;
    private static final String PEER = "10.0.0.3";
    private static final List<String> FORWARDED = List.of("192.0.2.66, 203.0.113.7, 10.0.0.1, 10.0.0.2");
    private static final List<String> FORWARDED_V6 = List.of("192.0.2.66, 2001:db8:7::42, fd00::1, fd00::2");

    private ClientAddresses() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase unused, Scale scale, int threads) {
        return new Contest(
                "client address, three hops",
                Goal.nanos(1000),
                threads,
                scale.perThread(OPERATIONS, threads),
                List.of(
                        leftmost(),
                        hops("Holdfast TrustedProxies", "10.0.0.0/8", new Request(PEER, FORWARDED, "203.0.113.7")),
                        hops(
                                "Holdfast TrustedProxies, IPv6",
                                "fd00::/8",
                                new Request("fd00::3", FORWARDED_V6, "2001:db8:7:0:0:0:0:42"))));
    }

    /** A request and whose it is. */
    private record Request(String peer, List<String> forwarded, String client) {}

    private static Contestant leftmost() {
        return Checked.of("the leftmost, split at the comma", () -> () -> {
            String line = FORWARDED.get(0);
            return line.substring(0, line.indexOf(',')).strip().equals("192.0.2.66");
        });
    }

    private static Contestant hops(String name, String network, Request request) {
        TrustedProxies proxies = TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, network);
        ClientAddress client = ClientAddress.parse(request.client()).orElseThrow();
        return Checked.of(
                name,
                () -> () -> proxies.clientOf(
                                request.peer(),
                                header -> header.equals(ForwardingHeader.X_FORWARDED_FOR.headerName())
                                        ? request.forwarded()
                                        : List.of())
                        .equals(client));
    }
}
