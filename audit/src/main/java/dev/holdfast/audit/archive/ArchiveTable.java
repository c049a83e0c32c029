package dev.holdfast.audit.archive;

import dev.holdfast.audit.hold.internal.HoldSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Category;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far each month has come: the table {@code audit_archive}. Names need no quotes. */
final class ArchiveTable {
    private final Namespace namespace;
    private final String table;

    ArchiveTable(Namespace namespace) {
        this.namespace = namespace;
        this.table = namespace.sql("audit_archive");
    }

    /** A month that is locked for this transaction. */
    record Locked(YearMonth month, @Nullable String manifest) {}

    /** The earlier of two clocks: neither a host's clock that runs ahead nor the database's empties the log. */
    static Instant earlier(Connection connection, Instant hosts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            boolean unused = row.next();
            Instant databases = row.getObject(1, OffsetDateTime.class).toInstant();
            return databases.isBefore(hosts) ? databases : hosts;
        }
    }

    SortedMap<YearMonth, ArchiveState> all(Connection connection) throws SQLException {
        SortedMap<YearMonth, ArchiveState> months = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT month, state FROM " + table)) {
            while (row.next()) {
                months.put(YearMonth.from(row.getObject(1, LocalDate.class)), ArchiveState.valueOf(row.getString(2)));
            }
        }
        return months;
    }

    Optional<ArchiveState> state(Connection connection, YearMonth month) throws SQLException {
        return Optional.ofNullable(all(connection).get(month));
    }

    /** Takes a month in a state; empty when another has it, or has brought it on. */
    Optional<Locked> lock(Connection connection, YearMonth month, ArchiveState state) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT manifest FROM " + table + " WHERE month = ? AND state = ? FOR UPDATE SKIP LOCKED")) {
            select.setObject(1, month.atDay(1));
            select.setString(2, state.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Locked(month, row.getString(1))) : Optional.empty();
            }
        }
    }

    void enroll(Connection connection, Collection<YearMonth> months, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (month, state, changed_at) VALUES (?, 'ELIGIBLE', ?) ON CONFLICT (month) DO NOTHING")) {
            for (YearMonth month : months) {
                insert.setObject(1, month.atDay(1));
                insert.setObject(2, now.atOffset(ZoneOffset.UTC));
                int unused = insert.executeUpdate();
            }
        }
    }

    /** Brings a locked month to a state; the manifest stays what it is when none is given. */
    void move(Connection connection, Locked locked, ArchiveState to, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table + " SET state = ?, manifest = ?, changed_at = ? WHERE month = ?")) {
            update.setString(1, to.name());
            update.setString(2, locked.manifest());
            update.setObject(3, now.atOffset(ZoneOffset.UTC));
            update.setObject(4, locked.month().atDay(1));
            int unused = update.executeUpdate();
        }
    }

    /** Marks a month as dropped, unless a hold names an event of its table. */
    boolean moveUnlessHeld(Connection connection, Locked locked, String events, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table + " SET state = 'DROPPED', changed_at = ? WHERE month = ? AND NOT "
                        + HoldSql.anyOf(namespace, events))) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, locked.month().atDay(1));
            return update.executeUpdate() == 1;
        }
    }

    /** Marks an archive as deleted, unless a hold may name an event in it. */
    boolean expireUnlessHeld(Connection connection, Locked locked, Collection<Category> categories, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                + " a SET state = 'EXPIRED', changed_at = ? WHERE month = ? AND NOT "
                + HoldSql.mayNameAny(namespace, "a.month"))) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, locked.month().atDay(1));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "text", categories.stream().map(Category::name).toArray()));
            return update.executeUpdate() == 1;
        }
    }

    /** Comes before all else in a transaction; the lock against holds takes no snapshot, so that all before it are seen. */
    void begin(Connection connection, Duration timeout, boolean isAgainstHolds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + timeout.toMillis());
            if (isAgainstHolds) {
                statement.execute(HoldSql.lock(namespace));
            }
        }
    }
}
