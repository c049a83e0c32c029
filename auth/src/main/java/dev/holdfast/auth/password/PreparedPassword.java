package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.PasswordEnvelope.Content;
import org.jspecify.annotations.Nullable;

/**
 * A new password, hashed and held against every rule, that {@link PasswordChanges#change} puts in place. Good for one
 * change, and only while no other change of the same user comes before it. Prints only the user.
 */
public final class PreparedPassword {
    private final UserRef user;
    private final Content fresh;
    private final Replaced replaced;

    PreparedPassword(UserRef user, Content fresh, Replaced replaced) {
        this.user = user;
        this.fresh = fresh;
        this.replaced = replaced;
    }

    /**
     * What the change replaces.
     *
     * @param changes how many changes came before
     * @param known whether the user was found
     * @param content the hash, for the history; null when there was none
     */
    record Replaced(long changes, boolean known, @Nullable Content content) {}

    /**
     * Whose password it is to be.
     *
     * @return the user
     */
    public UserRef user() {
        return user;
    }

    Content fresh() {
        return fresh;
    }

    Replaced replaced() {
        return replaced;
    }

    @Override
    public String toString() {
        return "PreparedPassword[user=" + user + "]";
    }
}
