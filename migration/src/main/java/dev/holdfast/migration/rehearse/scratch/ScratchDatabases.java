package dev.holdfast.migration.rehearse.scratch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Where scratch databases come from.
 *
 * <p><em>Transaction.</em> Owns its connections; {@code CREATE DATABASE} and {@code DROP DATABASE} refuse a transaction.
 *
 * <p><em>Concurrency.</em> Implementations are thread-safe: rehearsals may run side by side.
 *
 * <p><em>Security note.</em> A copy holds what its source holds. Both ready forms take CONNECT away from PUBLIC. A copy
 * is no cage: foreign tables, dblink and {@code COPY … TO PROGRAM} reach from it whatever they reach from the source.
 * Nor is it a cluster of its own: roles, tablespaces, other databases and ALTER SYSTEM are the source's own.
 */
public interface ScratchDatabases {
    /**
     * Makes one.
     *
     * @return the database, or why there is none; nothing is left behind then
     * @throws dev.holdfast.core.tx.DatabaseException when the server fails
     */
    ScratchResult create();

    /**
     * Drops what rehearsals that were killed have left. A rehearsal that is at work holds a lock, by which it is left
     * alone whatever its age.
     *
     * @param olderThan how old one must be at least, by the time in its name; zero for any
     * @return the names of those dropped, sorted
     * @throws dev.holdfast.core.tx.DatabaseException when one cannot be dropped
     */
    List<String> removeLeftovers(Duration olderThan);

    /**
     * Copies of a database that nobody is connected to: {@code CREATE DATABASE … TEMPLATE}, with every row.
     *
     * <p>Settings of the database ({@code ALTER DATABASE … SET}) are copied as well, which a template by itself does not
     * do.
     *
     * @param access to the server, not through the source's own pool
     * @param source the database to copy; refused, with its sessions named, while it has any
     * @param clock dates the names
     * @return the port
     */
    static ScratchDatabases fromTemplate(ServerAccess access, String source, Clock clock) {
        return new TemplateScratch(new ScratchServer(access, clock), source);
    }

    /**
     * Copies of a database in use: its structure by {@code pg_dump}, and the rows of chosen tables.
     *
     * @param access to the server
     * @param source what to copy
     * @param clock dates the names
     * @return the port
     */
    static ScratchDatabases fromSchemaDump(ServerAccess access, DumpSource source, Clock clock) {
        return new DumpScratch(new ScratchServer(access, clock), source);
    }
}
