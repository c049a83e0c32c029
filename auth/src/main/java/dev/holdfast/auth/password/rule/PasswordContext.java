package dev.holdfast.auth.password.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new password is held against beside the lists.
 *
 * @param words the user's name, the part of the address before the {@code @}, the application's name, and the like
 * @param secondFactor whether the account always asks for a second factor as well
 */
public record PasswordContext(List<String> words, boolean secondFactor) {
    /** Copies the words. */
    public PasswordContext {
        words = List.copyOf(words);
    }

    /**
     * A password that protects the account alone.
     *
     * @param words the context words
     * @return the context
     */
    public static PasswordContext alone(String... words) {
        return new PasswordContext(List.of(words), false);
    }

    /**
     * A password beside a second factor.
     *
     * @param words the context words
     * @return the context
     */
    public static PasswordContext withSecondFactor(String... words) {
        return new PasswordContext(List.of(words), true);
    }

    /**
     * The same with an e-mail address: what stands before the {@code @} becomes a word.
     *
     * @param address the address
     * @return the context
     */
    public PasswordContext withEmail(String address) {
        List<String> more = new ArrayList<>(words);
        more.add(address.substring(0, address.indexOf('@') < 0 ? address.length() : address.indexOf('@')));
        return new PasswordContext(more, secondFactor);
    }
}
