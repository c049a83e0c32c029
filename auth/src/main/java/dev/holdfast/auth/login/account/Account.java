package dev.holdfast.auth.login.account;

import dev.holdfast.auth.UserRef;

/**
 * An account as login sees it.
 *
 * @param user whose it is
 * @param state whether it may log in
 */
public record Account(UserRef user, AccountState state) {
    /**
     * Whether it may log in.
     *
     * @return true in state {@link AccountState#ACTIVE}
     */
    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }
}
