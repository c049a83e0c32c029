package dev.holdfast.auth.stepup.freshness;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;

/**
 * What a client whose proof of identity is too weak or too old is asked for: nothing in it tells why a token was refused.
 *
 * <p>The host answers 401 with {@link #wwwAuthenticate} (RFC 9470 §3), or 403 with words of its own. Either one only
 * after the caller's own access token or session was found valid: a challenge to strangers tells them which acts exist.
 *
 * @param acrValues the levels that would do, any one of them
 * @param maxAge how old the proof may be
 */
public record StepUpChallenge(List<String> acrValues, Duration maxAge) {
    /** The error code of RFC 9470 §3. */
    public static final String ERROR = "insufficient_user_authentication";

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when it is empty, or a value holds what a header cannot
     */
    public StepUpChallenge {
        acrValues = List.copyOf(acrValues);
        if (acrValues.isEmpty()) {
            throw new IllegalArgumentException("acrValues must not be empty");
        }
        requireVisible(String.join(" ", acrValues));
    }

    /**
     * The value of the header {@code WWW-Authenticate} for a host that uses bearer tokens.
     *
     * @return such as {@code Bearer error="insufficient_user_authentication", acr_values="…", max_age="300"}
     */
    public String wwwAuthenticate() {
        return "Bearer error=" + quoted(ERROR) + parameters();
    }

    /**
     * The header's value with words for the client's developer.
     *
     * @param description printable ASCII
     * @return the value
     * @throws IllegalArgumentException when the description holds another character
     */
    public String wwwAuthenticate(String description) {
        return "Bearer error=" + quoted(ERROR) + ", error_description=" + quoted(description) + parameters();
    }

    private String parameters() {
        return ", acr_values=" + quoted(String.join(" ", acrValues)) + ", max_age=" + quoted("" + maxAge.toSeconds());
    }

    /** A quoted-string of RFC 9110 §5.6.4: quote and backslash are escaped. */
    private static String quoted(String text) {
        return '"' + requireVisible(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A line end would start another header. */
    @CanIgnoreReturnValue
    private static String requireVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new IllegalArgumentException(
                        "challenge text must be printable ASCII, got U+%04X at position %d".formatted((int) c, i));
            }
        }
        return text;
    }
}
