package dev.holdfast.audit.hold;

import dev.holdfast.audit.AuditFilter.Period;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.audit.hold.internal.HoldSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about holds. Names need no quotes: a {@link Namespace} holds plain identifiers only. */
final class HoldStatements {
    private static final String COLUMNS = "h.id, h.tenant_id, h.actor_id, h.target_type, h.target_id, h.category,"
            + " h.occurred_from, h.occurred_until, h.reason, h.set_by, h.set_at";

    private final Namespace namespace;
    private final String table;

    HoldStatements(Namespace namespace) {
        this.namespace = namespace;
        this.table = HoldSql.table(namespace);
    }

    /** Binds parameters. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    static String isolation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('transaction_isolation')")) {
            boolean unused = row.next();
            return row.getString(1);
        }
    }

    String active() {
        return "SELECT " + COLUMNS + " FROM " + table + " h WHERE h.lifted_at IS NULL ORDER BY h.set_at, h.id";
    }

    /** Where a month's table is decides, not its state: detaching commits before the state does, and may be ended half-way. */
    String holding() {
        String log = namespace.sql("audit_event");
        return "SELECT " + COLUMNS + " FROM " + table + " h WHERE EXISTS (SELECT FROM " + log
                + " e WHERE e.subject_key_id = ? AND " + HoldSql.names("e") + ") OR EXISTS (SELECT FROM "
                + namespace.sql("audit_archive")
                + " a WHERE a.state <> 'EXPIRED' AND (a.state IN ('DETACHED', 'DROPPED')"
                + " OR NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = to_regclass('" + log
                + "') AND i.inhrelid = to_regclass('" + log + "_' || to_char(a.month, 'YYYY_MM'))"
                + " AND NOT i.inhdetachpending)) AND " + HoldSql.mayName("a.month") + ") ORDER BY h.set_at, h.id";
    }

    String lift() {
        return "UPDATE " + table
                + " SET lifted_reason = ?, lifted_by = ?, lifted_at = ? WHERE id = ? AND lifted_at IS NULL";
    }

    void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(HoldSql.lock(namespace));
        }
    }

    int insert(Connection connection, LegalHold hold) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (id, tenant_id, actor_id, target_type, target_id, category, occurred_from, occurred_until, reason,"
                + " set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            HoldScope scope = hold.scope();
            TargetKey target = scope.target();
            Category category = scope.category();
            insert.setObject(1, hold.id());
            insert.setString(2, clean(scope.tenantId()));
            insert.setString(3, clean(scope.actorId()));
            insert.setString(4, target == null ? null : clean(target.type()));
            insert.setString(5, target == null ? null : clean(target.id()));
            insert.setString(6, category == null ? null : category.name());
            insert.setObject(7, scope.period().from().atOffset(ZoneOffset.UTC));
            insert.setObject(8, scope.period().until().atOffset(ZoneOffset.UTC));
            insert.setString(9, hold.reason());
            insert.setString(10, hold.setBy());
            insert.setObject(11, hold.setAt().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
        }
    }

    List<LegalHold> read(Connection connection, String sql, Binder binder) throws SQLException {
        List<LegalHold> holds = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            binder.bind(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    holds.add(new LegalHold(
                            row.getObject(1, UUID.class),
                            scope(row),
                            row.getString(9),
                            row.getString(10),
                            instant(row, 11)));
                }
            }
        }
        return List.copyOf(holds);
    }

    private static HoldScope scope(ResultSet row) throws SQLException {
        String target = row.getString(5);
        String category = row.getString(6);
        return new HoldScope(
                row.getString(2),
                row.getString(3),
                target == null ? null : new TargetKey(row.getString(4), target),
                category == null ? null : Category.valueOf(category),
                new Period(instant(row, 7), instant(row, 8)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** As events were cleaned when they were written. */
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : Json.clean(text);
    }
}
