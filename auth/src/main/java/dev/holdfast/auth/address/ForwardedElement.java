package dev.holdfast.auth.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one element of a {@code Forwarded} header (RFC 7239 §4): {@code for=…;by=…;host=…;proto=…}, in any order. */
final class ForwardedElement {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\\t -~])*+\"";
    private static final Pattern PAIR =
            Pattern.compile("[ \\t]*+(?:(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + "))?+[ \\t]*+(;|$)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private ForwardedElement() {}

    /** The value of {@code for}; empty when there is none, when there are two, and when the element is malformed. */
    static Optional<String> node(String element) {
        Matcher pair = PAIR.matcher(element);
        Optional<String> node = Optional.empty();
        int at = 0;
        boolean more = true;
        while (more) {
            if (!pair.find(at) || pair.start() != at) {
                return Optional.empty();
            }
            String name = pair.group(1);
            if (name != null && name.toLowerCase(Locale.ROOT).equals("for")) {
                // RFC 7239 §4: a parameter must not occur twice; two readers would take different ones.
                if (node.isPresent()) {
                    return Optional.empty();
                }
                node = Optional.of(unquoted(pair.group(2)));
            }
            at = pair.end();
            more = !pair.group(3).isEmpty();
        }
        return node;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? ESCAPE.matcher(value.substring(1, value.length() - 1)).replaceAll("$1")
                : value;
    }
}
