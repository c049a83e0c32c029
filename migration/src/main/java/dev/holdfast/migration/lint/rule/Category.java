package dev.holdfast.migration.lint.rule;

/** What kind of harm a rule warns of. */
public enum Category {
    /** It locks, rewrites or scans a table that the application is using. */
    BLOCKING,
    /** The version of the application that runs now fails once it is done. */
    BREAKING,
    /** It does something else than it seems to. */
    INCORRECT,
    /** It gives away more than is needed, or switches a protection off. */
    INSECURE
}
