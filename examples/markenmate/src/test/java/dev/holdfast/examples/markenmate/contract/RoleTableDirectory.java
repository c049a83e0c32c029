package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminChange.EndChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;
import dev.holdfast.auth.admin.AdminDirectory;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Admins of a host whose roles stand in a table of their own, which no mapping of one table can say. One admin role; no
 * tenants, levels or end dates. Thread-safe.
 */
final class RoleTableDirectory implements AdminDirectory {
    @Override
    public Optional<Account> execute(DSLContext tx, AdminChange change, Instant now) {
        requireFitting(change);
        // A transfer writes two rows, and gives the target once for each.
        return rows(tx, RoleTableSql.of(change), RoleTableSql.binds(change)).stream()
                .findFirst()
                .map(RoleTableDirectory::account);
    }

    @Override
    public Look look(DSLContext tx, AdminChange change, Instant now) {
        requireFitting(change);
        String actor = change.actor().id();
        String target = change.targetId();
        List<Record> seen = rows(tx, RoleTableSql.LOOK, target, actor, target);
        return new Look(
                find(seen, actor),
                find(seen, target),
                seen.stream()
                        .mapToInt(row -> row.get("others", int.class))
                        .findFirst()
                        .orElse(0));
    }

    @Override
    public Optional<String> appointMaster(DSLContext tx, String scope) {
        requireNoScope(scope);
        return rows(tx, RoleTableSql.APPOINT).stream().findFirst().map(row -> row.get("id", String.class));
    }

    @Override
    public Optional<String> master(DSLContext tx, String scope) {
        requireNoScope(scope);
        return rows(tx, RoleTableSql.MASTER).stream().findFirst().map(row -> row.get("id", String.class));
    }

    @Override
    public Set<String> adminRoles() {
        return Set.of(RoleTableSql.ADMIN);
    }

    private static List<Record> rows(DSLContext tx, String sql, Object... binds) {
        return List.copyOf(HostTransaction.join(tx).fetch(sql, binds));
    }

    private static @Nullable Account find(List<Record> rows, String id) {
        return rows.stream()
                .map(RoleTableDirectory::account)
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Account account(Record row) {
        boolean admin = row.get("admin", boolean.class);
        return new Account(
                row.get("id", String.class),
                row.get("role", String.class),
                admin,
                admin,
                row.get("master", boolean.class),
                row.get("open", boolean.class),
                0,
                null);
    }

    private static void requireFitting(AdminChange change) {
        requireNoScope(change.actor().scope());
        if (change instanceof EndChange || (change instanceof RoleChange role && role.level() != null)) {
            throw new IllegalArgumentException("account_role has no end dates and no levels, got " + change);
        }
    }

    private static void requireNoScope(String scope) {
        if (!scope.isEmpty()) {
            throw new IllegalArgumentException("scope must be empty, account has no tenants, got '" + scope + "'");
        }
    }
}
