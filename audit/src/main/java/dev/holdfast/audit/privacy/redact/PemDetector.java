package dev.holdfast.audit.privacy.redact;

import java.util.ArrayList;
import java.util.List;

/** Blocks between {@code -----BEGIN x-----} and {@code -----END}, unless what they hold is public. */
final class PemDetector implements TextTraits.Needing {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String RULE = "-----";
    private static final List<String> PUBLIC = List.of("CERTIFICATE", "PUBLIC KEY", "X509 CRL", "PKCS7");

    @Override
    public String kind() {
        return "pem";
    }

    @Override
    public int needs() {
        return TextTraits.RULE;
    }

    @Override
    public List<Span> find(String text) {
        int at = text.indexOf(BEGIN);
        if (at < 0) {
            return List.of();
        }
        List<Span> found = new ArrayList<>();
        while (at >= 0) {
            int end = end(text, at);
            if (!isPublic(text, at + BEGIN.length())) {
                found.add(new Span(at, end));
            }
            at = text.indexOf(BEGIN, end);
        }
        return found;
    }

    /** A block without an end was cut: what is left of it is as secret. */
    private static int end(String text, int start) {
        int next = text.indexOf(END, start);
        int rule = next < 0 ? -1 : text.indexOf(RULE, next + END.length());
        return rule < 0 ? text.length() : rule + RULE.length();
    }

    private static boolean isPublic(String text, int label) {
        int end = text.indexOf(RULE, label);
        String name = end < 0 ? "" : text.substring(label, end);
        return !name.contains("PRIVATE")
                && PUBLIC.stream().anyMatch(each -> name.startsWith(each) || name.endsWith(each));
    }
}
