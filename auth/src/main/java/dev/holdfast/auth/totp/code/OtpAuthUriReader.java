package dev.holdfast.auth.totp.code;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads key URIs. Strict where two readers could disagree; no message quotes the text, since it holds a secret. */
final class OtpAuthUriReader {
    private static final String START = "otpauth://totp/";
    private static final int MAX_TEXT = 2048;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    private OtpAuthUriReader() {}

    static OtpAuthUri read(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "key URI must have at most " + MAX_TEXT + " characters, got " + text.length());
        }
        int query = text.indexOf('?');
        if (!text.regionMatches(true, 0, START, 0, START.length()) || query < 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("key URI must look like otpauth://totp/issuer:account?secret=…");
        }
        String label = PercentCode.decode(text.substring(START.length(), query));
        Map<String, String> fields = fields(text.substring(query + 1));
        int colon = label.indexOf(':');
        String account = label.substring(colon + 1).strip();
        String issuer = issuer(colon < 0 ? "" : label.substring(0, colon).strip(), fields.getOrDefault("issuer", ""));
        return new OtpAuthUri(issuer, account, TotpSecret.parse(fields.getOrDefault("secret", "")), parameters(fields));
    }

    private static String issuer(String inLabel, String inField) {
        if (!inLabel.isEmpty() && !inField.isEmpty() && !inLabel.equals(inField)) {
            throw new IllegalArgumentException("key URI must name one issuer, got two different ones");
        }
        return inField.isEmpty() ? inLabel : inField;
    }

    private static TotpParameters parameters(Map<String, String> fields) {
        TotpParameters defaults = TotpParameters.defaults();
        TotpAlgorithm algorithm = TotpAlgorithm.named(
                        fields.getOrDefault("algorithm", defaults.algorithm().name()))
                .orElseThrow(
                        () -> new IllegalArgumentException("algorithm of a key URI must be SHA1, SHA256 or SHA512"));
        return new TotpParameters(
                algorithm,
                number(fields, "digits", defaults.digits()),
                Duration.ofSeconds(
                        number(fields, "period", (int) defaults.period().toSeconds())));
    }

    private static int number(Map<String, String> fields, String name, int otherwise) {
        String text = fields.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " of a key URI must be a number of at most three digits");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String field : query.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("key URI must hold name=value parameters joined by '&'");
            }
            String name = PercentCode.decode(field.substring(0, equals));
            // Twice the same parameter: one reader takes the first, another the last.
            if (fields.put(name, PercentCode.decode(field.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("key URI must not hold a parameter twice");
            }
        }
        return fields;
    }
}
