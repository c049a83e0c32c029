package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.migration.sql.TableName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database whose structure is dumped, and the tables whose rows go along.
 *
 * @param login where it is and who asks
 * @param tables whose rows are copied; a foreign key's parent table has to be among them with its child
 * @param programs the folder of {@code pg_dump} and {@code psql}; empty to find them by the search path
 * @param patience how long each program may run; 1 second to 1 day
 */
public record DumpSource(Login login, List<TableName> tables, Optional<Path> programs, Duration patience) {
    /**
     * Copies the list and checks the bounds.
     *
     * @throws IllegalArgumentException when the patience is outside its bounds
     */
    public DumpSource {
        tables = List.copyOf(tables);
        Require.between("patience", patience, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    /**
     * The structure alone, with half an hour for each program.
     *
     * @param login where the database is and who asks
     * @return the source
     */
    public static DumpSource of(Login login) {
        return new DumpSource(login, List.of(), Optional.empty(), Duration.ofMinutes(30));
    }

    /**
     * The same with the rows of more tables.
     *
     * @param more the tables; a history table among them makes the copy know what is applied
     * @return the source
     */
    public DumpSource withTables(TableName... more) {
        return new DumpSource(
                login, Stream.concat(tables.stream(), Stream.of(more)).toList(), programs, patience);
    }

    /**
     * The same with programs of a certain folder.
     *
     * @param folder holds {@code pg_dump} and {@code psql}, not older than the server
     * @return the source
     */
    public DumpSource withPrograms(Path folder) {
        return new DumpSource(login, tables, Optional.of(folder), patience);
    }

    /**
     * The same with another patience.
     *
     * @param limit how long each program may run
     * @return the source
     */
    public DumpSource withPatience(Duration limit) {
        return new DumpSource(login, tables, programs, limit);
    }

    /**
     * Where a database is and who asks.
     *
     * @param host a name or address
     * @param port 1 to 65535
     * @param database the database's name
     * @param user the role
     * @param password its password; goes to the programs in a file of mode 0600, never on a command line
     */
    public record Login(String host, int port, String database, String user, Secret password) {
        /**
         * Checks the port.
         *
         * @throws IllegalArgumentException when there is no such port
         */
        public Login {
            Require.between("port", port, 1, 65_535);
        }

        Login to(String other) {
            return new Login(host, port, other, user, password);
        }
    }
}
