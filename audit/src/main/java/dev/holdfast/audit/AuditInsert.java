package dev.holdfast.audit;

import dev.holdfast.audit.privacy.AdmittedEvent;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The one statement that writes an event, and what its refusals mean. */
final class AuditInsert {
    /** How far an event's times may lie from the time in its id; the table's checks say the same. */
    static final Duration TIME_SLACK = Duration.ofHours(24);

    private static final String CHECK_VIOLATION = "23514";

    private final String table;
    private final String sql;
    private final String recordedCheck;
    private final Pattern parentNamed;

    AuditInsert(Namespace namespace) {
        this.table = namespace.sql(AuditEventTable.NAME);
        this.sql = "INSERT INTO " + table
                + AuditEventTable.APPENDED.stream().map(Field::getName).collect(Collectors.joining(", ", " (", ")"))
                + AuditEventTable.APPENDED.stream()
                        .map(column -> "?")
                        .collect(Collectors.joining(", ", " VALUES (", ")"));
        this.recordedCheck = namespace.prefix() + "audit_event_recorded_near_id";
        this.parentNamed =
                Pattern.compile("(?<![a-z0-9_])" + namespace.prefix() + AuditEventTable.NAME + "(?![a-z0-9_])");
    }

    void run(DSLContext tx, AdmittedEvent admitted) {
        SecurityEvent event = admitted.event();
        requireNearId(event);
        int rows = HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                EventBinder.bind(statement, admitted);
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw explained(event, e);
            }
        });
        if (rows != 1) {
            throw new IllegalStateException(table + " kept " + rows
                    + " rows of 1: look for a trigger or rule that drops what is written to it");
        }
    }

    private static void requireNearId(SecurityEvent event) {
        Instant idTime = idTime(event);
        Instant occurredAt = event.occurredAt();
        if (occurredAt.isBefore(idTime.minus(TIME_SLACK)) || occurredAt.isAfter(idTime.plus(TIME_SLACK))) {
            throw new EventTimeException(event.id(), "the time it occurred at, " + occurredAt, null);
        }
    }

    /** Own exceptions for what an operator must mend; anything else goes on to be a {@link DatabaseException}. */
    private SQLException explained(SecurityEvent event, SQLException failure) {
        if (!CHECK_VIOLATION.equals(failure.getSQLState())) {
            return failure;
        }
        // The first line alone: the lines below quote the row. Names stand in it whatever the server's language.
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (line.contains(recordedCheck)) {
            throw new EventTimeException(
                    event.id(), "the database's clock", DatabaseException.of("append failed", failure));
        }
        // A row that reached a partition is refused in the partition's name.
        if (parentNamed.matcher(line).find()) {
            YearMonth month = YearMonth.from(idTime(event).atOffset(ZoneOffset.UTC));
            throw new MissingPartitionException(table, month, DatabaseException.of("append failed", failure));
        }
        return failure;
    }

    private static Instant idTime(SecurityEvent event) {
        return Instant.ofEpochMilli(Uuid7.millisOf(event.id()));
    }
}
