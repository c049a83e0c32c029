package dev.holdfast.migration.rehearse.scratch;

import javax.sql.DataSource;

/** Connects to any database of one server, as a role that may create databases ({@code CREATEDB}). */
@FunctionalInterface
public interface ServerAccess {
    /**
     * A database to reach.
     *
     * <p>Connections must be unpooled, or the pool must not outlive the database: a database with sessions cannot be
     * copied.
     *
     * @param database its name
     * @return gives connections to it
     */
    DataSource to(String database);

    /**
     * The database from which others are created and dropped; all rehearsals on one server must agree on it, since
     * their locks live in it.
     *
     * @return {@code postgres} unless overridden
     */
    default String maintenanceDatabase() {
        return "postgres";
    }
}
