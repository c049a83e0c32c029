package dev.holdfast.auth.stepup.freshness;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * How strong a proof of identity is: an authentication context class reference, and its place among the host's others.
 *
 * @param acr the value clients know it by, RFC 9470 §3: 1 to 200 visible ASCII characters, no space
 * @param rank its place, 1 to 100; a higher rank satisfies whatever asks for a lower one
 */
public record AuthLevel(String acr, int rank) {
    // Stands before the two levels below, whose making uses it.
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /** One factor was proven. */
    public static final AuthLevel ONE_FACTOR = new AuthLevel("urn:holdfast:acr:1fa", 1);

    /** Two or more factors were proven. */
    public static final AuthLevel TWO_FACTORS = new AuthLevel("urn:holdfast:acr:2fa", 2);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the acr has another shape or the rank is out of bounds
     */
    public AuthLevel {
        Require.matching("acr", acr, SHAPE, "must be 1 to 200 visible ASCII characters without a space");
        Require.between("rank", rank, 1, 100);
    }

    /**
     * Whether this level is good enough where another is asked for.
     *
     * @param required the level asked for
     * @return true when this one ranks as high or higher
     */
    public boolean satisfies(AuthLevel required) {
        return rank >= required.rank;
    }
}
