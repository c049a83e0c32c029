package dev.holdfast.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Argument checks that word their refusals alike: the parameter's name, the rule, the value that broke it.
 *
 * <p>Not for secrets: the value is part of the message.
 */
public final class Require {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ -]*");
    private static final int MAX_IDENTIFIER_BYTES = 63;

    private Require() {}

    /**
     * Gives the text back when it has a visible character and is no longer than allowed.
     *
     * @param name the parameter's name
     * @param value the text
     * @param maxLength the longest allowed, in UTF-16 units
     * @return the value
     * @throws IllegalArgumentException when blank or too long
     */
    @CanIgnoreReturnValue
    public static String text(String name, String value, int maxLength) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    name + " must have at most " + maxLength + " characters, got " + value.length());
        }
        return value;
    }

    /**
     * Gives the text back when the whole of it matches.
     *
     * @param name the parameter's name
     * @param value the text
     * @param pattern what the whole text must match
     * @param rule the pattern in words, as in "must be lower case letters"
     * @return the value
     * @throws IllegalArgumentException when it does not match
     */
    @CanIgnoreReturnValue
    public static String matching(String name, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " " + rule + ", got '" + abbreviated(value) + "'");
        }
        return value;
    }

    /**
     * Gives the name of one of the host's database objects back when it can stand between double quotes.
     *
     * @param name the parameter's name
     * @param value the identifier: letters, digits, underscores, hyphens and spaces, at most 63 bytes of UTF-8
     *     (PostgreSQL, "Identifiers and Key Words")
     * @return the value
     * @throws IllegalArgumentException when it holds anything else, begins with a digit, or is too long
     */
    @CanIgnoreReturnValue
    public static String identifier(String name, String value) {
        matching(name, value, IDENTIFIER, "must be letters, digits, '_', '-' or spaces");
        between(name + " length in bytes", value.getBytes(StandardCharsets.UTF_8).length, 1, MAX_IDENTIFIER_BYTES);
        return value;
    }

    /**
     * Gives the number back when it lies within the bounds, both included.
     *
     * @param name the parameter's name
     * @param value the number
     * @param min the least allowed
     * @param max the greatest allowed
     * @return the value
     * @throws IllegalArgumentException when outside
     */
    @CanIgnoreReturnValue
    public static int between(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(outside(name, min, max, value));
        }
        return value;
    }

    /**
     * Gives the duration back when it lies within the bounds, both included.
     *
     * @param name the parameter's name
     * @param value the duration
     * @param min the shortest allowed
     * @param max the longest allowed
     * @return the value
     * @throws IllegalArgumentException when outside
     */
    @CanIgnoreReturnValue
    public static Duration between(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(outside(name, min, max, value));
        }
        return value;
    }

    private static String outside(String name, Object min, Object max, Object value) {
        return name + " must be between " + min + " and " + max + ", got " + value;
    }

    private static String abbreviated(String value) {
        String shown = value.length() <= 60 ? value : value.substring(0, 60) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
