package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.AdminChange.EndChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;
import dev.holdfast.auth.admin.AdminStatements.Parties;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The directory over a host's own user table. Thread-safe. */
final class TableDirectory implements AdminDirectory {
    private final AdminTable table;
    private final AdminStatements statements;

    TableDirectory(AdminTable table) {
        this.table = table;
        this.statements = new AdminStatements(table);
    }

    @Override
    public Optional<Account> execute(DSLContext tx, AdminChange change, Instant now) {
        requireFitting(change);
        return parties(change, now).flatMap(parties -> {
            BoundSql statement = statements.of(change, parties);
            return rows(tx, statement, TableDirectory::account).stream().findFirst();
        });
    }

    @Override
    public Look look(DSLContext tx, AdminChange change, Instant now) {
        requireFitting(change);
        return parties(change, now).map(parties -> look(tx, parties)).orElseGet(() -> lookAtActor(tx, change, now));
    }

    @Override
    public Optional<String> appointMaster(DSLContext tx, String scope) {
        if (table.createdColumn() == null) {
            throw new IllegalStateException(
                    "the first admin of " + table.table() + " is found by creation date: map a createdAt column");
        }
        requireScope(scope);
        return scope(scope)
                .flatMap(text -> rows(tx, statements.appoint(text), row -> row.getString(1)).stream()
                        .findFirst());
    }

    @Override
    public Optional<String> master(DSLContext tx, String scope) {
        requireScope(scope);
        return scope(scope)
                .flatMap(text -> rows(tx, statements.master(text), row -> row.getString(1)).stream()
                        .findFirst());
    }

    @Override
    public Set<String> adminRoles() {
        return table.adminRoles();
    }

    private Look look(DSLContext tx, Parties parties) {
        List<Seen> seen = rows(tx, statements.look(parties), row -> new Seen(account(row), row.getInt("others")));
        return new Look(
                find(seen, parties.actor()),
                find(seen, parties.target()),
                seen.stream().mapToInt(Seen::others).findFirst().orElse(0));
    }

    /** The target's id is one that nobody can have: only the actor is left to look at. */
    private Look lookAtActor(DSLContext tx, AdminChange change, Instant now) {
        AdminActor actor = change.actor();
        return parties(actor.disable(actor.id()), now)
                .map(parties -> new Look(look(tx, parties).actor(), null, 0))
                .orElseGet(() -> new Look(null, null, 0));
    }

    private static @Nullable Account find(List<Seen> seen, String id) {
        return seen.stream()
                .map(Seen::account)
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Optional<Parties> parties(AdminChange change, Instant now) {
        AdminActor actor = change.actor();
        return scope(actor.scope())
                .flatMap(scope -> table.id()
                        .canonical(actor.id())
                        .flatMap(by -> table.id()
                                .canonical(change.targetId())
                                .map(target -> new Parties(scope, by, target, now.truncatedTo(ChronoUnit.MICROS)))));
    }

    private Optional<String> scope(String scope) {
        return table.scope() == null ? Optional.of("") : table.scope().canonical(scope);
    }

    private void requireFitting(AdminChange change) {
        requireScope(change.actor().scope());
        if (change instanceof RoleChange role && (role.level() == null) != (table.levelColumn() == null)) {
            throw new IllegalArgumentException("level must be given exactly where the table has a level column, got "
                    + role.level() + " for " + table.table());
        }
        if (change instanceof EndChange && table.endsColumn() == null) {
            throw new IllegalArgumentException(
                    "the role of " + table.table() + " cannot end: map an endsAt column, or change the role instead");
        }
    }

    private void requireScope(String scope) {
        if (scope.isEmpty() != (table.scope() == null)) {
            throw new IllegalArgumentException("scope must be given exactly where the table has a scope column, got '"
                    + scope + "' for " + table.table());
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        OffsetDateTime ends = row.getObject(8, OffsetDateTime.class);
        return new Account(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getInt(7),
                ends == null ? null : ends.toInstant());
    }

    private static <T> List<T> rows(DSLContext tx, BoundSql statement, Reader<T> reader) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement prepared = statement.prepare(connection);
                    ResultSet rows = prepared.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        });
    }

    /** Reads one row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A row of the look. */
    private record Seen(Account account, int others) {}
}
