package dev.holdfast.audit;

import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A database with the log's table and the months around now, and makers of events. */
public final class AuditFixture implements AutoCloseable {
    /** An action for events that mean nothing. */
    public static final Action ACTION = Action.of("lending.update");

    private final Uuid7 ids = Uuid7.of(Clock.systemUTC());
    private final TestDatabase database;
    private final Namespace namespace;

    private AuditFixture(TestDatabase database, Namespace namespace) {
        this.database = database;
        this.namespace = namespace;
    }

    /** The default namespace, months made. */
    public static AuditFixture create() {
        AuditFixture fixture = withoutMonths(Namespace.defaults());
        fixture.partitions(Clock.systemUTC()).ensureAhead();
        return fixture;
    }

    /** The same on a server of the test's own, to be killed. */
    public static AuditFixture create(EmbeddedPostgres server) throws SQLException {
        TestDatabase database = server.createDatabase();
        database.execute(AuditSchema.module().ddl(Namespace.defaults()));
        AuditFixture fixture = new AuditFixture(database, Namespace.defaults());
        fixture.partitions(Clock.systemUTC()).ensureAhead();
        return fixture;
    }

    /** The table alone. */
    public static AuditFixture withoutMonths(Namespace namespace) {
        TestDatabase database = EmbeddedPostgres.shared().createDatabase("audit " + namespace, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(AuditSchema.module().ddl(namespace));
            }
        });
        return new AuditFixture(database, namespace);
    }

    public TestDatabase database() {
        return database;
    }

    public TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    public AuditLog log() {
        return AuditLog.of(namespace);
    }

    public AuditPartitions partitions(Clock clock) {
        return new AuditPartitions(runner(), namespace, PartitionPolicy.defaults(), clock);
    }

    public UUID nextId() {
        return ids.next();
    }

    /** An event of now. */
    public SecurityEvent.Builder event() {
        return SecurityEvent.builder(ids.next(), Clock.systemUTC().instant(), ACTION);
    }

    /** An event whose id and time are of another time. */
    public SecurityEvent.Builder eventAt(Instant time) {
        return SecurityEvent.builder(idAt(time), time, ACTION);
    }

    public static UUID idAt(Instant time) {
        return Uuid7.of(Clock.fixed(time, java.time.ZoneOffset.UTC)).next();
    }

    /** Appends and commits. */
    public void append(SecurityEvent... events) {
        runner().run(tx -> List.of(events).forEach(event -> log().append(tx, event)));
    }

    public AuditPage find(AuditQuery query) {
        return runner().call(tx -> log().find(tx, query));
    }

    public long count() throws SQLException {
        return database.queryLong("select count(*) from " + namespace.sql("audit_event"));
    }

    @Override
    public void close() {
        database.close();
    }
}
