package dev.holdfast.audit.harden;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hardened log with a role of its own for each part; the roles are the cluster's, so they bear the database's name. */
final class HardenFixture implements AutoCloseable {
    private static final String PASSWORD = "invented";

    private final SealFixture seal = new SealFixture();
    private final AuditRoles roles;

    private HardenFixture() {
        AuditRoles named = AuditRoles.ownedBy(name("owner"));
        for (LogPart part : LogPart.values()) {
            named = named.with(part, role(part));
        }
        this.roles = named;
    }

    /** Roles that may log in, and the log hardened for them. */
    static HardenFixture create() throws SQLException {
        HardenFixture fixture = new HardenFixture();
        fixture.login(fixture.roles.owner());
        for (LogPart part : LogPart.values()) {
            fixture.login(fixture.role(part));
        }
        fixture.runner().run(tx -> fixture.hardening().apply(tx));
        return fixture;
    }

    /** Neither roles nor hardening. */
    static HardenFixture open() {
        return new HardenFixture();
    }

    private void login(String role) throws SQLException {
        execute("create role " + role + " login password '" + PASSWORD + "'");
    }

    AuditFixture audit() {
        return seal.audit();
    }

    SealFixture seal() {
        return seal;
    }

    AuditRoles roles() {
        return roles;
    }

    /** A name that no other database's roles have. */
    String name(String local) {
        return audit().database().name() + "_" + local;
    }

    String role(LogPart part) {
        return name(part.name().toLowerCase(java.util.Locale.ROOT));
    }

    AuditHardening hardening() {
        return AuditHardening.of(Namespace.defaults(), roles);
    }

    TransactionRunner runner() {
        return audit().runner();
    }

    TransactionRunner runner(String role) {
        return TransactionRunner.over(audit().database().dataSource(role, PASSWORD));
    }

    Connection connect(String role) throws SQLException {
        return audit().database().dataSource(role, PASSWORD).getConnection();
    }

    HardeningCheck check() {
        return new HardeningCheck(Namespace.defaults(), roles, HardeningPolicy.defaults(), Clock.systemUTC());
    }

    /** What is open; the server of the tests keeps nothing durable, which is found, and not what is asked here. */
    List<HardeningFinding> findings(TransactionRunner runner) {
        return runner.call(tx -> check().run(tx)).stream()
                .filter(finding -> !finding.what().endsWith(" = off for the server"))
                .toList();
    }

    List<HardeningFinding> findings() {
        return findings(runner());
    }

    void execute(String sql) throws SQLException {
        audit().database().execute(sql);
    }

    /** The table's name of the present month. */
    String month() throws SQLException {
        return audit().database().queryStrings("""
                select inhrelid::regclass from pg_inherits where inhparent = 'holdfast.audit_event'::regclass order by 1""").get(0);
    }

    Map<String, List<String>> acl() throws SQLException {
        Map<String, List<String>> byTable = new TreeMap<>();
        for (String line :
                audit().database().queryStrings("""
                select c.relname || ' ' || r.rolname || ' ' || k.privilege from pg_class c
                cross join pg_roles r cross join unnest(string_to_array(
                    'SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER', ' ')) k (privilege)
                where c.relnamespace = 'holdfast'::regnamespace and c.relkind in ('r', 'p')
                and r.rolname like '%s\\_%%' and r.rolname <> '%s'
                and has_table_privilege(r.oid, c.oid, k.privilege) order by 1""".formatted(audit().database().name(), roles.owner()))) {
            String[] words = line.split(" ", -1);
            String role = words[1].substring(audit().database().name().length() + 1);
            byTable.computeIfAbsent(role, unused -> new java.util.ArrayList<>()).add(words[0] + " " + words[2]);
        }
        return byTable;
    }

    @Override
    public void close() throws SQLException {
        List<String> names = audit().database()
                .queryStrings("select quote_ident(rolname) from pg_roles where rolname like '"
                        + audit().database().name() + "\\_%'");
        if (!names.isEmpty()) {
            String all = String.join(", ", names);
            execute("reassign owned by " + all + " to " + audit().database().user() + "; drop owned by " + all
                    + " cascade; drop role " + all);
        }
        seal.close();
    }
}
