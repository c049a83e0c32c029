package dev.holdfast.auth.password.store;

import dev.holdfast.auth.UserRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user's row says of the password. Prints no hash.
 *
 * @param user the user, with ids as the database prints them: a hash is sealed for exactly these
 * @param text the hash column; null when the user has no password
 * @param mustChange whether the user has to choose another password
 */
public record StoredPassword(UserRef user, @Nullable String text, boolean mustChange) {
    /**
     * The hash column where it holds something.
     *
     * @return the text; empty when null, blank, or a mark that no hash begins with ({@code !} or {@code *})
     */
    public Optional<String> hash() {
        return Optional.ofNullable(text)
                .filter(value -> !value.isBlank() && !value.startsWith("!") && !value.startsWith("*"));
    }

    @Override
    public String toString() {
        return "StoredPassword[user=" + user + ", mustChange=" + mustChange + "]";
    }
}
