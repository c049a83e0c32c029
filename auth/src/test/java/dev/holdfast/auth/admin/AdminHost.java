package dev.holdfast.auth.admin;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.stepup.GrantFixture;
import dev.holdfast.auth.stepup.StepUpGrant;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * A host with a user table of one of six shapes: ids as uuid, text or bigint, with and without tenants. The table is called
 * {@code user} and has a column in camel case, as hosts have them.
 */
public final class AdminHost implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Shape shape;
    private final TestDatabase database;
    private final MutableClock clock = MutableClock.at(NOW);

    private AdminHost(Shape shape, TestDatabase database) {
        this.shape = shape;
        this.database = database;
    }

    /** How the host's user table looks. */
    public record Shape(KeyColumn.Type key, boolean tenants) {
        public static Stream<Shape> all() {
            return Stream.of(KeyColumn.Type.values())
                    .flatMap(key -> Stream.of(new Shape(key, false), new Shape(key, true)));
        }

        String type() {
            return key.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return type() + (tenants ? " with tenants" : "");
        }
    }

    public static AdminHost start(Shape shape) {
        return new AdminHost(shape, EmbeddedPostgres.shared().createDatabase("admin host " + shape, connection -> {
            AuthDatabase.createTables(connection);
            try (var statement = connection.createStatement()) {
                statement.execute(ddl(shape));
            }
        }));
    }

    private static String ddl(Shape shape) {
        return "CREATE SCHEMA app; CREATE TABLE app.\"user\" (id " + shape.type() + " PRIMARY KEY,"
                + (shape.tenants() ? " tenant_id " + shape.type() + "," : "")
                + " role text NOT NULL, \"isActive\" boolean NOT NULL DEFAULT true,"
                + " is_master_admin boolean NOT NULL DEFAULT false, admin_until timestamptz,"
                + " created_at timestamptz NOT NULL DEFAULT '2026-01-01T00:00:00Z', email text DEFAULT 'a@b.example');"
                + " CREATE TABLE app.audit (action text, outcome text, reason text, actor text, target text,"
                + " severity text, changes text, metadata text)";
    }

    public AdminTable table() {
        AdminTable.Builder table = AdminTable.builder("app", "user", key("id"))
                .activeWhen("isActive", true, false)
                .endsAt("admin_until")
                .createdAt("created_at");
        return (shape.tenants() ? table.scope(key("tenant_id")) : table).build();
    }

    private KeyColumn key(String column) {
        return new KeyColumn(column, shape.key());
    }

    public AdminGuard guard() {
        return guard(AdminPolicy.revoking(Revocation.none())
                .allowWithoutStepUp(
                        AdminAct.CHANGE_ROLE, AdminAct.DISABLE, AdminAct.ENABLE, AdminAct.DELETE, AdminAct.SET_END));
    }

    /** What the guard decides on a change; commits. */
    GuardDecision apply(AdminChange change) {
        return runner().call(tx -> guard().apply(tx, change));
    }

    /** The same with the step-up that the change asks for. */
    GuardDecision applyProven(AdminChange change) {
        return runner().call(tx -> guard().apply(tx, change, grant(change)));
    }

    /** A guard for races, whose denials cost no connection each. */
    public AdminGuard guardWithoutDenials() {
        AuditTrail trail = AuditTrail.of(AdminHost::write, AuditSink.discarding(), clock);
        Set<AdminAct> stepUp = Set.of(AdminAct.TRANSFER_MASTER);
        return new AdminGuard(AdminDirectory.of(table()), trail, clock, new AdminPolicy(Revocation.none(), stepUp));
    }

    public AdminGuard guard(AdminPolicy policy) {
        return new AdminGuard(AdminDirectory.of(table()), trail(), clock, policy);
    }

    public AuditTrail trail() {
        return AuditTrail.of(AdminHost::write, AuditSink.independent(runner(), AdminHost::write), clock);
    }

    private static void write(DSLContext tx, SecurityEvent event) {
        int unused = tx.execute(
                "INSERT INTO app.audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                event.action().name(),
                event.outcome().name(),
                event.reason(),
                event.actor().id(),
                event.targets().get(0).id(),
                event.severity().name(),
                event.changes().toString(),
                event.metadata().json());
    }

    public TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    public MutableClock clock() {
        return clock;
    }

    public TestDatabase database() {
        return database;
    }

    /** The id of the n-th user. */
    public String id(int n) {
        return switch (shape.key()) {
            case UUID -> String.format(Locale.ROOT, "00000000-0000-7000-8000-%012d", n);
            case TEXT -> String.format(Locale.ROOT, "user-%04d", n);
            case BIGINT -> Integer.toString(n);
        };
    }

    /** The scope the users are in. */
    public String scope() {
        return shape.tenants() ? id(900) : "";
    }

    public String otherScope() {
        return id(901);
    }

    public boolean hasTenants() {
        return shape.tenants();
    }

    public AdminActor actor(int n) {
        return new AdminActor(scope(), id(n));
    }

    public StepUpGrant grant(AdminChange change) {
        AdminActor actor = change.actor();
        return GrantFixture.grant(
                new StepUpSubject(actor.scope(), actor.id(), "session"),
                change.act().stepUpAction(),
                change.payload());
    }

    /** Adds a user of the scope; {@code more} are further assignments. */
    public void add(int n, String role, String... more) throws SQLException {
        addIn(scope(), n, role, more);
    }

    public void addIn(String scope, int n, String role, String... more) throws SQLException {
        database.execute(insert(scope, n, role));
        for (String assignment : more) {
            database.execute(update(n, assignment));
        }
    }

    public String insert(String scope, int n, String role) {
        return "INSERT INTO app.\"user\" (id, role" + (shape.tenants() ? ", tenant_id" : "") + ") VALUES ('" + id(n)
                + "', '" + role + "'" + (shape.tenants() ? ", '" + scope + "'" : "") + ")";
    }

    public String update(int n, String assignment) {
        return "UPDATE app.\"user\" SET " + assignment + " WHERE id = '" + id(n) + "'";
    }

    public String delete(int n) {
        return "DELETE FROM app.\"user\" WHERE id = '" + id(n) + "'";
    }

    /** One user's column as text. */
    public String user(int n, String column) throws SQLException {
        List<String> found =
                database.queryStrings("SELECT " + column + " FROM app.\"user\" WHERE id = '" + id(n) + "'");
        return found.isEmpty() ? "gone" : found.get(0);
    }

    public long lastingAdmins() throws SQLException {
        return database.queryLong(
                "SELECT count(*) FROM app.\"user\" WHERE role = 'admin' AND \"isActive\"" + " AND admin_until IS NULL");
    }

    /** What was recorded, as "action outcome reason", in order. */
    public List<String> audit() throws SQLException {
        return database.queryStrings("SELECT concat_ws(' ', action, outcome, reason) FROM app.audit");
    }

    @Override
    public void close() {
        database.close();
    }
}
