package dev.holdfast.core.context;

/** What kind of actor did something. */
public enum ActorType {
    /** A person with an account. */
    USER,
    /** A program with credentials of its own. */
    SERVICE,
    /** The application itself: a job, a migration, a start-up step. */
    SYSTEM,
    /** Nobody known: the request carried no valid credentials. */
    ANONYMOUS
}
