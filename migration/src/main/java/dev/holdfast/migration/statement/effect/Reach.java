package dev.holdfast.migration.statement.effect;

/**
 * How far a statement reaches, as far as its text tells. A scratch database is not a scratch cluster: what reaches beyond
 * its database does so from a copy as well. Ordered: what comes later is harder to take back.
 */
public enum Reach {
    /** What it does stays in its database. */
    DATABASE("stays in its database"),
    /**
     * It changes what all databases of the cluster share, such as roles, memberships, and the settings, owners and
     * privileges of databases. A rollback takes it back. Source: PostgreSQL manual, §53.1 Overview, the catalogs marked as
     * shared by all databases.
     */
    CLUSTER("changes what all databases of the cluster share"),
    /** It works on a subscription, which belongs to one database, and on the slot that its publisher keeps for it. */
    SUBSCRIPTION("works on a subscription, which a copy does not have, or on its publisher"),
    /** It makes or removes databases or tablespaces, changes the server's settings, or interferes with other sessions. */
    SERVER("changes the server itself"),
    /** It reaches files of the server, programs or other servers. */
    ELSEWHERE("reaches a file, a program or another server");

    private final String words;

    Reach(String words) {
        this.words = words;
    }

    /**
     * Whether a rollback takes back all that it does.
     *
     * @return true when it can be tried in a transaction
     */
    public boolean isTakenBack() {
        return this == DATABASE || this == CLUSTER;
    }

    /**
     * What it does, for messages.
     *
     * @return such as {@code changes the server itself}
     */
    public String words() {
        return words;
    }

    /**
     * The farther of two.
     *
     * @param other another reach
     * @return this or the other, whichever goes farther
     */
    public Reach or(Reach other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
