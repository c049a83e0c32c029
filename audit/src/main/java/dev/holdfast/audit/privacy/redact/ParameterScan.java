package dev.holdfast.audit.privacy.redact;

import dev.holdfast.audit.privacy.redact.ValueDetector.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what stands behind a secret's name within a text: {@code …?access_token=x&…}, {@code password=x}, and {@code
 * "password":"x"} of JSON in a text.
 */
final class ParameterScan {
    private static final int MAX_NAME = 64;

    private final KeyNames names;

    ParameterScan(KeyNames names) {
        this.names = names;
    }

    List<Span> find(String text) {
        List<Span> found = List.of();
        for (int at = 1; at < text.length() - 1; at++) {
            char c = text.charAt(at);
            if (c == '=' || c == ':') {
                int from = valueStart(text, at);
                int until = from < 0 ? -1 : valueEnd(text, from);
                // A detector's mark tells more than the name does.
                if (until > from && !text.startsWith("[redacted", from)) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(new Span(from, until));
                    at = until - 1;
                }
            }
        }
        return found;
    }

    /** Where the value begins, or -1 when what stands before is no secret's name. A colon needs a quoted name. */
    private int valueStart(String text, int sign) {
        boolean quoted = text.charAt(sign - 1) == '"';
        if (text.charAt(sign) == ':' && !quoted) {
            return -1;
        }
        int end = quoted ? sign - 1 : sign;
        int start = end;
        while (start > 0 && end - start < MAX_NAME && isName(text.charAt(start - 1))) {
            start--;
        }
        if (start == end || !names.isSecret(text.substring(start, end))) {
            return -1;
        }
        return Scan.past(text, sign + 1, c -> c == ' ' || c == '"' || c == '\'');
    }

    private static int valueEnd(String text, int from) {
        return Scan.past(text, from, c -> !Scan.endsQuoted(c) && c != '&' && c != ';' && c != ',' && c != '}');
    }

    private static boolean isName(char c) {
        return Scan.isBase64Url(c) || c == '.';
    }
}
