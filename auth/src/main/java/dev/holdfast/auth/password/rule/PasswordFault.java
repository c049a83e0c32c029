package dev.holdfast.auth.password.rule;

/** Why a new password is not good enough; may be told to the user who chose it. */
public enum PasswordFault {
    /** It is longer than 1024 bytes, or not UTF-8. */
    MALFORMED,
    /** It has too few characters. */
    TOO_SHORT,
    /** It has too many characters. */
    TOO_LONG,
    /** It is one of the most common passwords, or repeats one. */
    COMMON,
    /** It is little more than the user's name, address or the application's name. */
    CONTEXT_WORD,
    /** It is known from a breach. */
    BREACHED,
    /** Whether it is known from a breach could not be found out. */
    BREACH_CHECK_UNAVAILABLE,
    /** The user has it, or had it before. */
    REUSED
}
