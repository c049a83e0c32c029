package dev.holdfast.audit.privacy.redact;

import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is taken out of events before they are stored: everything under certain names, and whatever has the shape of a
 * secret under any name.
 *
 * <p>Names are compared without regard to case and to what separates their words: {@code apiKey}, {@code API_KEY} and
 * {@code x-api-key} are one. A name whose last word tells something about a secret, such as {@code token_id} or {@code
 * password_changed_at}, is kept. So are null, true and false, under any name.
 *
 * <p>The names of the default follow the OWASP Logging Cheat Sheet, "Data to exclude".
 *
 * @param fragments what a secret's name contains
 * @param words what a secret's name has as a word of its own; too short to be looked for within words
 * @param allowed names that are kept although they fit, written in lower-case letters and digits alone
 * @param detectors find secrets by their shape
 */
public record RedactionPolicy(
        Set<String> fragments, Set<String> words, Set<String> allowed, List<ValueDetector> detectors) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{2,64}");
    private static final Pattern KIND = Pattern.compile("[a-z]{1,16}");
    private static final RedactionPolicy DEFAULTS = new RedactionPolicy(
            Set.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "passcode",
                    "kennwort",
                    "secret",
                    "secretid",
                    "token",
                    "authorization",
                    "cookie",
                    "credential",
                    "apikey",
                    "accesskey",
                    "privatekey",
                    "encryptionkey",
                    "signingkey",
                    "masterkey",
                    "connectionstring",
                    "sessionid",
                    "jsessionid",
                    "creditcard",
                    "cardnumber",
                    "securitycode",
                    "socialsecurity",
                    "bankaccount",
                    "accountnumber",
                    "recoverycode",
                    "backupcode",
                    "securityanswer"),
            Set.of("pwd", "ssn", "pin", "otp", "cvv", "cvv2", "cvc", "pan", "iban", "jwt", "dsn"),
            Set.of(),
            List.of(
                    ValueDetector.pem(),
                    ValueDetector.jwt(),
                    ValueDetector.authorization(),
                    ValueDetector.urlCredentials(),
                    ValueDetector.card()));

    /**
     * Copies and checks the parts.
     *
     * @throws IllegalArgumentException when a name is not made of lower-case letters and digits, or a detector's kind is
     *     no lower-case word of at most 16 letters
     */
    public RedactionPolicy {
        fragments = Set.copyOf(fragments);
        words = Set.copyOf(words);
        allowed = Set.copyOf(allowed);
        detectors = List.copyOf(detectors);
        Stream.of(fragments, words, allowed)
                .flatMap(Set::stream)
                .forEach(name -> Require.matching("name", name, NAME, "must be 2 to 64 lower-case letters or digits"));
        detectors.forEach(detector ->
                Require.matching("kind", detector.kind(), KIND, "must be a lower-case word of at most 16 letters"));
    }

    /**
     * The defaults: the usual names, and the detectors for PEM, tokens, credentials in headers and URLs, and card numbers.
     *
     * @return the policy
     */
    public static RedactionPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * No redaction: for logs that hold no secrets by construction, and for seeing what was lost.
     *
     * @return the policy that keeps everything
     */
    public static RedactionPolicy insecureNothing() {
        return new RedactionPolicy(Set.of(), Set.of(), Set.of(), List.of());
    }

    /**
     * The same with further names to be found within names.
     *
     * @param more such as {@code health}; its words are joined, so that {@code health_record} becomes {@code healthrecord}
     * @return the policy
     */
    public RedactionPolicy withNames(String... more) {
        return new RedactionPolicy(joined(fragments, more), words, allowed, detectors);
    }

    /**
     * The same with a further detector.
     *
     * @param detector finds secrets by their shape
     * @return the policy
     */
    public RedactionPolicy withDetector(ValueDetector detector) {
        List<ValueDetector> more = new ArrayList<>(detectors);
        more.add(detector);
        return new RedactionPolicy(fragments, words, allowed, more);
    }

    /**
     * The same, but what stands under a name is kept unless its shape gives it away.
     *
     * @param names such as {@code token_family}; whole names, words joined as in {@link #withNames}
     * @return the policy
     */
    public RedactionPolicy allowNames(String... names) {
        return new RedactionPolicy(fragments, words, joined(allowed, names), detectors);
    }

    private static Set<String> joined(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Stream.of(more).map(KeyNames::joined).collect(Collectors.toSet()));
        return all;
    }
}
