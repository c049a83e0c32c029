package dev.holdfast.auth.password.rule;

import dev.holdfast.auth.password.hash.PasswordText;
import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a new password has to be: long enough, not common, not the user's name, not breached. No rules of composition and
 * no expiry (NIST SP 800-63B-4 §3.1.1.2). Immutable and thread-safe.
 *
 * @param minLength the fewest characters of a password that protects an account alone, 15 to 64
 * @param minLengthWithFactor the fewest beside a second factor, 8 to 64
 * @param blockList passwords that are too common
 * @param breached knows passwords from breaches
 * @param unavailableAllowed whether a password is taken when {@code breached} is away
 */
public record PasswordRules(
        int minLength,
        int minLengthWithFactor,
        BlockList blockList,
        BreachedPasswords breached,
        boolean unavailableAllowed) {
    /** The most characters of a password. */
    public static final int MAX_LENGTH = 128;

    /** Shorter words are part of too many good passwords. */
    private static final int MIN_WORD = 4;

    /** What has to be left of a password without the context words. */
    private static final int MIN_REST = 8;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a length is out of bounds
     */
    public PasswordRules {
        Require.between("minLength", minLength, 15, 64);
        Require.between("minLengthWithFactor", minLengthWithFactor, 8, 64);
    }

    /**
     * 15 characters alone, 8 beside a second factor, the list that comes with Holdfast, no breach service.
     *
     * @return the default rules
     */
    public static PasswordRules defaults() {
        return new PasswordRules(15, 8, BlockList.common(), BreachedPasswords.none(), false);
    }

    /**
     * The same with other lengths.
     *
     * @param alone 15 to 64
     * @param withFactor 8 to 64
     * @return the rules
     */
    public PasswordRules withMinLength(int alone, int withFactor) {
        return new PasswordRules(alone, withFactor, blockList, breached, unavailableAllowed);
    }

    /**
     * The same with another list.
     *
     * @param value the list
     * @return the rules
     */
    public PasswordRules withBlockList(BlockList value) {
        return new PasswordRules(minLength, minLengthWithFactor, value, breached, unavailableAllowed);
    }

    /**
     * The same with a service that knows breached passwords. While it is away, no password is taken.
     *
     * @param value the service
     * @return the rules
     */
    public PasswordRules withBreached(BreachedPasswords value) {
        return new PasswordRules(minLength, minLengthWithFactor, blockList, value, unavailableAllowed);
    }

    /**
     * The same, but passwords are taken while the service that knows breached ones is away.
     *
     * @return the rules
     */
    public PasswordRules allowUnavailableBreachCheck() {
        return new PasswordRules(minLength, minLengthWithFactor, blockList, breached, true);
    }

    /**
     * Holds a new password against the rules. The breach service is asked last, and only for a password that is good
     * otherwise.
     *
     * @param password what was chosen
     * @param context whose it is to be
     * @return what is wrong with it; empty when nothing
     */
    public Set<PasswordFault> check(Secret password, PasswordContext context) {
        Optional<PasswordText> text = PasswordText.of(password);
        if (text.isEmpty()) {
            return EnumSet.of(PasswordFault.MALFORMED);
        }
        Set<PasswordFault> faults = EnumSet.noneOf(PasswordFault.class);
        int length = text.get().codePoints();
        if (length < (context.secondFactor() ? minLengthWithFactor : minLength)) {
            faults.add(PasswordFault.TOO_SHORT);
        }
        if (length > MAX_LENGTH) {
            faults.add(PasswordFault.TOO_LONG);
        }
        String chosen = text.get().normalised().exposeText();
        if (blockList.contains(chosen)) {
            faults.add(PasswordFault.COMMON);
        }
        if (isMadeOf(BlockList.normalised(chosen), context)) {
            faults.add(PasswordFault.CONTEXT_WORD);
        }
        if (faults.isEmpty()) {
            askBreached(text.get().normalised(), faults);
        }
        return faults;
    }

    private static boolean isMadeOf(String chosen, PasswordContext context) {
        String rest = chosen;
        for (String word : context.words()) {
            String sought = BlockList.normalised(word);
            if (sought.length() >= MIN_WORD) {
                rest = rest.replace(sought, "");
            }
        }
        return !rest.equals(chosen) && rest.codePointCount(0, rest.length()) < MIN_REST;
    }

    private void askBreached(Secret password, Set<PasswordFault> faults) {
        switch (breached.lookup(password)) {
            case BREACHED -> faults.add(PasswordFault.BREACHED);
            case UNAVAILABLE -> {
                if (!unavailableAllowed) {
                    faults.add(PasswordFault.BREACH_CHECK_UNAVAILABLE);
                }
            }
            case UNKNOWN -> {}
        }
    }
}
