package dev.holdfast.auth.login.account;

/** Whether an account may log in. All but {@link #ACTIVE} are refused alike; the audit record tells them apart. */
public enum AccountState {
    /** It may. */
    ACTIVE,
    /** An administrator or a rule of the host has locked it for a time. */
    LOCKED,
    /** Its address was never confirmed. */
    UNVERIFIED,
    /** It was switched off. */
    DISABLED
}
