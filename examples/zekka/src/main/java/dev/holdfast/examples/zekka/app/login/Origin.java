package dev.holdfast.examples.zekka.app.login;

import java.util.List;

/**
 * Where a request comes from, as the server's container tells it.
 *
 * @param peer the connection's other end
 * @param forwardedFor the lines of {@code X-Forwarded-For}
 */
public record Origin(String peer, List<String> forwardedFor) {
    /** The proxy in front, which appends the address it sees to {@code X-Forwarded-For}. */
    public static final String PROXY = "10.0.0.5";

    /** Copies the lines. */
    public Origin {
        forwardedFor = List.copyOf(forwardedFor);
    }

    /** A client whose request the proxy passed on; the client may have sent a header of its own. */
    public static Origin of(String client, String... sent) {
        String line = String.join(", ", sent);
        return new Origin(PROXY, List.of(line.isEmpty() ? client : line + ", " + client));
    }
}
