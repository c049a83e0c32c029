package dev.holdfast.testkit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Looks for secrets where none may be: in messages, logs, {@code toString} and stack traces. Thread-safe.
 *
 * <p>Its own failure names a secret by its number only, so that the report of a leak does not leak it again. Letters
 * are compared without regard to case, because hexadecimal is written in both.
 */
public final class LeakProbe {

    /** Shorter ones occur by chance. */
    private static final int MIN_LENGTH = 6;

    private final List<Secret> secrets = new CopyOnWriteArrayList<>();

    /** A probe that knows no secret yet. */
    public LeakProbe() {}

    /**
     * Adds a secret.
     *
     * @param secret at least 6 characters
     * @return the same text, so that a secret can be registered where it is made
     * @throws IllegalArgumentException when it is shorter: it would be found by chance
     */
    @CanIgnoreReturnValue
    public String secret(String secret) {
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "secret must have at least " + MIN_LENGTH + " characters, got " + secret.length());
        }
        add(List.of(secret));
        return secret;
    }

    /**
     * Adds a secret of bytes, which is then sought in hexadecimal, Base64 and Base64url.
     *
     * @param secret at least 6 bytes
     * @return the same array
     * @throws IllegalArgumentException when it is shorter: it would be found by chance
     */
    @CanIgnoreReturnValue
    public byte[] secret(byte[] secret) {
        if (secret.length < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "secret must have at least " + MIN_LENGTH + " bytes, got " + secret.length);
        }
        add(List.of(
                HexFormat.of().formatHex(secret),
                Base64.getEncoder().withoutPadding().encodeToString(secret),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
        return secret;
    }

    /**
     * Asserts that no secret is part of any of the texts.
     *
     * @param texts log lines, results of {@code toString}, response bodies; null is skipped
     * @throws AssertionError when one is; names the secret's number, from 0 in the order added
     */
    public void assertAbsent(@Nullable CharSequence... texts) {
        for (int i = 0; i < texts.length; i++) {
            CharSequence text = texts[i];
            if (text != null) {
                check(text.toString(), "text " + i);
            }
        }
    }

    /**
     * Asserts that no secret is part of a failure: its message, string form and stack trace, and those of every cause
     * and suppressed exception.
     *
     * @param failure what was thrown
     * @throws AssertionError when one is; names the secret's number and the exception's class
     */
    public void assertNotIn(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable at = open.removeFirst();
            if (seen.add(at)) {
                String where = at.getClass().getName();
                check(String.valueOf(at.getMessage()), where);
                check(String.valueOf(at.getLocalizedMessage()), where);
                check(at.toString(), where);
                check(stackTrace(at), where);
                open.addAll(List.of(at.getSuppressed()));
                if (at.getCause() != null) {
                    open.add(at.getCause());
                }
            }
        }
    }

    private void add(List<String> forms) {
        secrets.add(new Secret(
                forms.stream().map(form -> form.toLowerCase(Locale.ROOT)).toList()));
    }

    private void check(String text, String where) {
        if (secrets.isEmpty()) {
            throw new IllegalStateException("the probe knows no secret, so it proves nothing: add one first");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).isIn(lower)) {
                throw new AssertionError("secret " + i + " leaked into " + where);
            }
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** The forms, in lower case, that one secret may be written in. */
    private static final class Secret {

        private final List<String> forms;

        Secret(List<String> forms) {
            this.forms = forms;
        }

        boolean isIn(String lowerText) {
            return forms.stream().anyMatch(lowerText::contains);
        }
    }
}
