package dev.holdfast.auth;

/** What made a user's credentials be revoked. */
public enum RevocationReason {
    /** The user logged out. */
    LOGOUT,
    /** The password was changed or reset. */
    PASSWORD_CHANGED,
    /** A second factor was added, changed or removed. */
    FACTOR_CHANGED,
    /** The user's role was changed. */
    ROLE_CHANGED,
    /** The account was disabled or deleted. */
    ACCOUNT_DISABLED,
    /** An administrator asked for it. */
    ADMINISTRATIVE
}
