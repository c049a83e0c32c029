package dev.holdfast.auth.ban;

import dev.holdfast.auth.address.ClientAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The line that fail2ban reads for a refused login: {@code 2026-11-21T12:00:15.123Z holdfast login refused from
 * 203.0.113.7}.
 *
 * <p><em>Security note.</em> It holds the time and the address and nothing else. What a client can write, such as a user
 * name, has no place in it, so nobody can name another address there.
 *
 * @param at when it was refused
 * @param client who was refused; written as its network, so that an IPv6 client is counted and banned by its /64
 */
public record BanLine(Instant at, ClientAddress client) {
    /** What stands between the time and the address; the filter is made of it. */
    static final String WORDS = "holdfast login refused from";

    /** Digits of the root locale whatever the machine's is; always three of the second's, as the filter expects some. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * The line.
     *
     * @return ASCII text without a line end
     */
    public String text() {
        return TIME.format(at) + ' ' + WORDS + ' ' + client.network();
    }
}
