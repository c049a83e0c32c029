package dev.holdfast.core.event;

/** What an event is about; retention is set per category. */
public enum Category {
    /** Proving who somebody is. */
    AUTHENTICATION,
    /** Deciding what somebody may do, and changes to that. */
    AUTHORIZATION,
    /** Accounts and their credentials being made, changed and removed. */
    ACCOUNT,
    /** Sessions and tokens being made, renewed and ended. */
    SESSION,
    /** The host's own data being read and changed. */
    DATA,
    /** Settings, schemas and keys. */
    CONFIGURATION,
    /** The system's own running. */
    SYSTEM
}
