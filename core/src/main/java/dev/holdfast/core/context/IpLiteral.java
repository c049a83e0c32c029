package dev.holdfast.core.context;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP address literals without ever asking a name server. */
final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private IpLiteral() {}

    /** The address in a canonical form that PostgreSQL's inet accepts, or empty. */
    static Optional<String> canonical(String text) {
        if (V4.matcher(text).matches()) {
            return Optional.of(text);
        }
        if (text.indexOf(':') < 0 || !V6_CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // A text with a colon is never looked up: it is a literal or it is refused.
            return Optional.of(InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
