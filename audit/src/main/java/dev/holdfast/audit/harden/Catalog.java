package dev.holdfast.audit.harden;

import dev.holdfast.audit.internal.GuardTrigger;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The catalogs as the probes see them: what is wanted, as tables, beside what is.
 *
 * <p>Reads only what everybody may read by default; where that was taken away, the probe's answer is that it could not look.
 */
final class Catalog {
    /** In front of each probe. What a probe does not name, PostgreSQL does not look up. */
    private static final String PRELUDE = """
            WITH RECURSIVE given (owner, months, event_triggers) AS (SELECT ?::text, ?::text[], ?::text[]),
            wanted (role, place, privilege) AS (SELECT * FROM unnest(?::text[], ?::text[], ?::text[])),
            guard (place, name, function, type, makes, enables) AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])),
            fn (signature, body, language, config, makes) AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])),
            place AS (
                SELECT p.kind, format('%%I.%%I', n.nspname, c.relname) AS name, p.detaching, c.*
                FROM (%s
                    UNION ALL SELECT 'MONTH', i.inhrelid, i.inhdetachpending FROM pg_inherits i
                    WHERE i.inhparent = to_regclass('${schema}.${prefix}audit_event')) p (kind, table_oid, detaching)
                JOIN pg_class c ON c.oid = p.table_oid JOIN pg_namespace n ON n.oid = c.relnamespace),
            holder AS (SELECT DISTINCT r.oid, r.rolname FROM wanted w JOIN pg_roles r ON r.rolname = w.role
                WHERE w.role <> (SELECT owner FROM given)),
            principal (oid, rolname) AS (
                SELECT oid, rolname FROM holder
                UNION SELECT r.oid, r.rolname FROM principal p JOIN pg_auth_members m ON m.roleid = p.oid
                    JOIN pg_roles r ON r.oid = m.member
                -- Since PostgreSQL 16 whoever makes a role is a member that can only pass the membership on.
                WHERE coalesce((to_jsonb(m) ->> 'set_option')::boolean OR (to_jsonb(m) ->> 'inherit_option')::boolean,
                    true))
            """;

    private final Namespace namespace;
    private final AuditRoles roles;
    private final String prelude;
    private final List<GuardFunction> functions;

    Catalog(Namespace namespace, AuditRoles roles) {
        this.namespace = namespace;
        this.roles = roles;
        this.prelude = namespace.fill(PRELUDE.formatted(tables()));
        this.functions = GuardFunction.all(namespace);
    }

    /**
     * What is expected for a time.
     *
     * @param months names of the months that must be there
     * @param eventTriggers names of event triggers that must be there
     */
    record Expected(List<String> months, Set<String> eventTriggers) {
        static final Expected NOTHING = new Expected(List.of(), Set.of());
    }

    List<HardeningFinding> findings(Connection connection, List<Probe> probes, Expected expected) throws SQLException {
        List<HardeningFinding> found = new ArrayList<>();
        for (Probe probe : probes) {
            List<String> hidden = hidden(connection, probe);
            if (hidden.isEmpty()) {
                ask(connection, probe, expected, found);
            }
            hidden.stream()
                    .map(Catalog::notVisible)
                    .filter(f -> !found.contains(f))
                    .forEach(found::add);
        }
        return found;
    }

    private static HardeningFinding notVisible(String catalog) {
        String table = "pg_catalog." + catalog;
        return new HardeningFinding(
                HardeningFinding.Kind.NOT_VISIBLE, table, "GRANT SELECT ON " + table + " TO the role that checks");
    }

    /** Asked beforehand: a refused statement would break the caller's transaction. */
    private static List<String> hidden(Connection connection, Probe probe) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT c FROM unnest(?::text[]) c WHERE NOT has_table_privilege('pg_catalog.' || c, 'SELECT')")) {
            select.setArray(1, connection.createArrayOf("text", probe.catalogs().toArray()));
            List<String> hidden = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hidden.add(row.getString(1));
                }
            }
            return hidden;
        }
    }

    private void ask(Connection connection, Probe probe, Expected expected, List<HardeningFinding> found)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(prelude + namespace.fill(probe.sql()))) {
            new Binder(connection, select).bind(expected);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    HardeningFinding.Kind kind = HardeningFinding.Kind.valueOf(row.getString(1));
                    found.add(new HardeningFinding(kind, row.getString(2), row.getString(3)));
                }
            }
        }
    }

    private static String tables() {
        List<String> selects = new ArrayList<>();
        for (GuardedTable table : GuardedTable.values()) {
            if (!table.table().isEmpty()) {
                selects.add("SELECT '" + table.name() + "', to_regclass('${schema}.${prefix}" + table.table()
                        + "')::oid, false");
            }
        }
        return String.join("\n    UNION ALL ", selects);
    }

    /** A privilege of a role. */
    private record Wanted(String role, LogPart.Place place) {}

    /** A trigger of a kind of table. */
    private record Guard(GuardedTable table, GuardTrigger trigger) {}

    /** Fills the prelude's places in their order. */
    private final class Binder {
        private final Connection connection;
        private final PreparedStatement select;
        private int at;

        private Binder(Connection connection, PreparedStatement select) {
            this.connection = connection;
            this.select = select;
        }

        private void bind(Expected expected) throws SQLException {
            select.setString(++at, roles.owner());
            texts(expected.months(), month -> month);
            texts(expected.eventTriggers(), name -> name);
            List<Wanted> wanted = wanted();
            texts(wanted, Wanted::role);
            texts(wanted, want -> want.place().place());
            texts(wanted, want -> want.place().privilege());
            guards(everyGuard());
            texts(functions, GuardFunction::signature);
            texts(functions, GuardFunction::body);
            texts(functions, GuardFunction::language);
            texts(functions, GuardFunction::config);
            texts(functions, GuardFunction::replacing);
        }

        private void guards(List<Guard> guards) throws SQLException {
            texts(guards, guard -> guard.table().name());
            texts(guards, guard -> guard.trigger().trigger());
            texts(guards, guard -> namespace.sql(guard.trigger().function()) + "()");
            array("int4", guards.stream().map(guard -> guard.trigger().type()).toList());
            texts(guards, guard -> guard.trigger().create(namespace, "%s"));
            texts(guards, guard -> guard.trigger().enable("%s"));
        }

        private <T> void texts(Collection<T> values, Function<T, String> text) throws SQLException {
            array("text", values.stream().map(text).toList());
        }

        private void array(String type, List<?> values) throws SQLException {
            select.setArray(++at, connection.createArrayOf(type, values.toArray()));
        }
    }

    private List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        LogPart.Place.grants("SCHEMA USAGE", "SCHEMA CREATE")
                .forEach(place -> wanted.add(new Wanted(roles.owner(), place)));
        for (Map.Entry<LogPart, Set<String>> part : roles.holders().entrySet()) {
            for (String role : part.getValue()) {
                part.getKey().around().forEach(place -> wanted.add(new Wanted(role, place)));
                part.getKey().tables().forEach(place -> wanted.add(new Wanted(role, place)));
            }
        }
        return wanted.stream().distinct().toList();
    }

    private static List<Guard> everyGuard() {
        List<Guard> guards = new ArrayList<>();
        for (GuardedTable table : GuardedTable.values()) {
            table.triggers().forEach(trigger -> guards.add(new Guard(table, trigger)));
        }
        return guards;
    }
}
