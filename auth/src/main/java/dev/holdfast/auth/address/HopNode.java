package dev.holdfast.auth.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a proxy names its peer (RFC 7239 §6): an address, perhaps with a port. */
final class HopNode {
    private static final String PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}))?";

    /** IPv4, or IPv6 in brackets, each perhaps with a port; or IPv6 bare, which cannot have one. */
    private static final Pattern NODE = Pattern.compile("(?<four>[0-9.]{7,15})" + PORT
            + "|\\[(?<six>[0-9A-Fa-f:.%A-Za-z_-]{2,70})\\]" + PORT
            + "|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.%A-Za-z_-]*)");

    private HopNode() {}

    /** Empty for {@code unknown}, for {@code _hidden} and for what is no address. */
    static Optional<ClientAddress> address(String node) {
        if (isDotted(node)) {
            // What proxies write most often needs no pattern.
            return ClientAddress.parse(node);
        }
        Matcher matcher = NODE.matcher(node);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String four = matcher.group("four");
        String six = matcher.group("six");
        return ClientAddress.parse(four != null ? four : six != null ? six : matcher.group("bare"))
                // [203.0.113.7] is no address, although what stands between the brackets is one.
                .filter(address -> six == null || six.indexOf(':') >= 0);
    }

    private static boolean isDotted(String node) {
        return node.chars().allMatch(character -> character == '.' || (character >= '0' && character <= '9'));
    }
}
