package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.List;

/** Tokens of three parts (RFC 7515, compact) or five (RFC 7516), whose first is a JSON object in Base64url. */
final class JwtDetector implements TextTraits.Needing {
    /** What a brace and a quote begin with in Base64url. */
    private static final String HEADER = "eyJ";

    private static final int MIN_PART = 4;

    @Override
    public String kind() {
        return "jwt";
    }

    @Override
    public int needs() {
        return TextTraits.JSON_HEADER;
    }

    @Override
    public List<Span> find(String text) {
        int at = text.indexOf(HEADER);
        if (at < 0) {
            return List.of();
        }
        List<Span> found = new ArrayList<>();
        while (at >= 0) {
            int end = end(text, at);
            if (end > at) {
                found.add(new Span(at, end));
            }
            // Behind what was read either way: no character is read twice.
            at = text.indexOf(HEADER, Math.max(end, Scan.past(text, at, Scan::isBase64Url)));
        }
        return found;
    }

    /** Where the token ends, or -1 when this is none. A signature may be missing: the payload tells enough. */
    private static int end(String text, int start) {
        int header = Scan.past(text, start, Scan::isBase64Url);
        if (header - start < MIN_PART || !isDot(text, header)) {
            return -1;
        }
        int payload = Scan.past(text, header + 1, Scan::isBase64Url);
        boolean encrypted = payload == header + 1 && isDot(text, payload);
        if (!encrypted && payload - header <= MIN_PART) {
            return -1;
        }
        int end = payload;
        for (int part = 0; part < 3 && isDot(text, end); part++) {
            end = Scan.past(text, end + 1, Scan::isBase64Url);
        }
        return end;
    }

    private static boolean isDot(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }
}
