package dev.holdfast.migration.rehearse.scratch;

import javax.sql.DataSource;

/** A database that exists for one rehearsal; {@link #close} drops it with whatever sessions it has. */
public interface ScratchDatabase extends AutoCloseable {
    /**
     * Its name.
     *
     * @return the name, unique on its server
     */
    String name();

    /**
     * Connections to it.
     *
     * @return as the role that made it, and owns it
     */
    DataSource dataSource();

    /**
     * Drops it; a second call does nothing.
     *
     * @throws dev.holdfast.core.tx.DatabaseException when it cannot be dropped; the message names it
     */
    @Override
    void close();
}
