package dev.holdfast.migration.backup;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.snapshot.rows.RowFingerprint;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Backup tables: copies of tables inside the database, in a schema that the application cannot read, with a catalogue
 * that says what each one holds.
 *
 * <p>For the rows that a migration is about to change. What it is not: a backup of the database, for which there is
 * {@code pg_dump}.
 *
 * <p><em>Transaction.</em> Owns: each call is one transaction of the runner, which must begin it at READ COMMITTED or
 * REPEATABLE READ and must be able to create tables. {@link #moveWhere} joins.
 *
 * <p><em>Row-level security.</em> A role that a policy shows a part of a table is refused by PostgreSQL (SQLSTATE 42501),
 * so that no backup is partial: use one with {@code BYPASSRLS}, or the owner of a table that does not force its policies.
 *
 * <p><em>Concurrency.</em> Thread-safe. Several tables of one {@link #take} are seen in one snapshot: writers go on
 * meanwhile, and no transaction of theirs is half in the backup.
 */
public final class Backups {
    private final TransactionRunner runner;
    private final BackupPolicy policy;
    private final Clock clock;
    private final Catalogue catalogue;
    private final BackupWriter writer;
    private final Uuid7 ids;

    private Backups(TransactionRunner runner, BackupPolicy policy, Clock clock) {
        this.runner = runner;
        this.policy = policy;
        this.clock = clock;
        this.catalogue = new Catalogue(policy);
        this.writer = new BackupWriter(policy, catalogue);
        this.ids = Uuid7.of(clock);
    }

    /**
     * Backups of a database.
     *
     * @param runner owns the transactions; as the role that owns the tables
     * @param policy where backups go and how long they stay
     * @param clock says when a backup was taken and whether its time has come
     * @return the backups
     */
    public static Backups over(TransactionRunner runner, BackupPolicy policy, Clock clock) {
        return new Backups(runner, policy, clock);
    }

    /**
     * Copies tables as they are at one moment.
     *
     * @param tables each as {@code name} or {@code schema.name}
     * @return a backup for each, in the order given, not verified yet
     * @throws IllegalArgumentException when no table is given, or one twice
     * @throws IllegalStateException when another role may read the backup schema
     * @throws dev.holdfast.core.tx.DatabaseException when a table does not exist or a policy would filter its
     *     rows; nothing has been written then
     */
    public List<Backup> take(String... tables) {
        List<TableName> sources =
                Stream.of(tables).map(TableName::of).distinct().toList();
        if (sources.isEmpty() || sources.size() < tables.length) {
            throw new IllegalArgumentException("tables must name one or more different tables, got " + tables.length
                    + " of which " + sources.size() + " differ");
        }
        UUID set = ids.next();
        Backup.Dates dates = dates();
        return runner.call(tx -> HostTransaction.onConnection(tx, connection -> {
            writer.beginSnapshot(connection, sources);
            DSLContext joined = HostTransaction.join(tx);
            List<Backup> taken = new ArrayList<>();
            for (TableName source : sources) {
                taken.add(writer.copy(joined, connection, source, set, dates));
            }
            return List.copyOf(taken);
        }));
    }

    /**
     * Moves rows out of a table into a new backup table, in one statement, so that none is lost between two.
     *
     * <p><em>Transaction.</em> Joins the caller's.
     *
     * @param tx the caller's transaction
     * @param source the table
     * @param condition SQL over the alias {@code t}, written by the program and never from user input
     * @return the backup that holds the rows now
     * @throws IllegalStateException when another role may read the backup schema, or a foreign key of another table
     *     would delete or change rows there along with these
     * @throws dev.holdfast.core.tx.DatabaseException when a policy would filter the rows
     */
    public Backup moveWhere(DSLContext tx, TableName source, String condition) {
        return HostTransaction.onConnection(tx, connection -> {
            writer.requirePrivate(connection);
            DSLContext joined = HostTransaction.join(tx);
            return RowSecurity.refusing(
                    connection, whole -> writer.move(joined, whole, source, condition, ids.next(), dates()));
        });
    }

    /**
     * Reads a backup and holds it against the catalogue: rows and checksum must be those of the source when it was
     * taken.
     *
     * @param id the backup
     * @return verified (and the catalogue says so), different, or missing
     */
    public BackupCheck verify(long id) {
        return runner.call(tx -> {
            DSLContext joined = HostTransaction.join(tx);
            Optional<Backup> found = catalogue.find(joined, id);
            if (found.isEmpty() || !writer.exists(tx, found.get().table())) {
                return new BackupCheck.Missing(id);
            }
            Backup backup = found.get();
            RowFingerprint sum =
                    HostTransaction.onConnection(tx, connection -> RowFingerprint.of(connection, backup.table()));
            if (!sum.equals(
                    new RowFingerprint(backup.content().rows(), backup.content().checksum()))) {
                return new BackupCheck.Differs(id, backup.content().rows(), sum.rows());
            }
            return catalogue.markVerified(joined, id, now())
                    ? new BackupCheck.Verified(id, sum.rows())
                    : new BackupCheck.Missing(id);
        });
    }

    /**
     * The backups that are there, newest first.
     *
     * @return the catalogue's entries that have not been dropped
     */
    public List<Backup> list() {
        return runner.call(tx -> catalogue.present(HostTransaction.join(tx)));
    }

    /**
     * Drops a backup that was verified and whose time has come.
     *
     * @param id the backup
     * @return dropped, or why not
     */
    public DropResult drop(long id) {
        return drop(id, false);
    }

    /**
     * Drops a backup that was verified, though its time has not come: for a migration that was accepted or taken back.
     *
     * @param id the backup
     * @return dropped, or why not
     */
    public DropResult dropBeforeExpiry(long id) {
        return drop(id, true);
    }

    private DropResult drop(long id, boolean beforeExpiry) {
        return runner.call(tx -> {
            DSLContext joined = HostTransaction.join(tx);
            Optional<Backup> dropped = catalogue.markDropped(joined, id, now(), beforeExpiry);
            if (dropped.isEmpty()) {
                return new DropResult.Refused(id, reason(catalogue.find(joined, id)));
            }
            joined.execute("DROP TABLE " + dropped.get().table().sql());
            return new DropResult.Dropped(id);
        });
    }

    private static DropResult.Reason reason(Optional<Backup> found) {
        if (found.isEmpty()) {
            return DropResult.Reason.UNKNOWN;
        }
        Backup.Dates dates = found.get().dates();
        if (dates.droppedAt().isPresent()) {
            return DropResult.Reason.ALREADY_DROPPED;
        }
        return dates.verifiedAt().isEmpty() ? DropResult.Reason.NOT_VERIFIED : DropResult.Reason.NOT_EXPIRED;
    }

    private Backup.Dates dates() {
        Instant at = now();
        return new Backup.Dates(at, at.plus(policy.retention()), Optional.empty(), Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
