package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.race.Isolation;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuditLogTest {
    private AuditFixture audit;

    @BeforeEach
    void open() {
        audit = AuditFixture.create();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void append_committed_isFoundAsWritten(Isolation isolation) throws Exception {
        SecurityEvent event = audit.event().denied("stale").build();
        try (Connection connection = open(isolation)) {
            audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
            connection.commit();
        }
        StoredEvent stored = audit.find(newest()).events().get(0);
        assertThat(stored.event()).isEqualTo(event);
        assertThat(stored.origin()).isEqualTo(StoredEvent.Origin.LIVE);
        assertThat(Duration.between(event.occurredAt(), stored.recordedAt()).abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void append_rolledBack_leavesNothing(Isolation isolation) throws Exception {
        try (Connection connection = open(isolation)) {
            audit.log()
                    .append(
                            DSL.using(connection, SQLDialect.POSTGRES),
                            audit.event().build());
            connection.rollback();
        }
        assertThat(audit.count()).isZero();
    }

    @Test
    void append_anyEvent_isOneStatementAndJoins() throws Exception {
        try (Connection connection = open(Isolation.READ_COMMITTED)) {
            StatementSpy spy = StatementSpy.on(connection);
            audit.log()
                    .append(
                            DSL.using(spy.connection(), SQLDialect.POSTGRES),
                            audit.event().build());
            assertThat(spy.statements()).hasSize(1);
            assertThat(spy.transactionCalls()).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void append_refused_failsTheActWithIt() throws Exception {
        audit.database().execute("create table lending (id int)");
        SecurityEvent late =
                audit.eventAt(Instant.now().minus(400, ChronoUnit.DAYS)).build();
        assertThatThrownBy(() -> audit.runner().run(tx -> {
                    tx.execute("insert into lending values (1)");
                    audit.log().append(tx, late);
                }))
                .isInstanceOf(MissingPartitionException.class);
        assertThat(audit.database().queryLong("select count(*) from lending")).isZero();
        assertThat(audit.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"holdfast,''", "holdfast,hf_", "tracks,x_audit_event_"})
    void append_monthWithoutPartition_namesMonthAndNextStep(String schema, String prefix) {
        try (AuditFixture empty = AuditFixture.withoutMonths(new Namespace(schema, prefix))) {
            SecurityEvent event = empty.event().build();
            MissingPartitionException refusal =
                    catchThrowableOfType(MissingPartitionException.class, () -> empty.append(event));
            YearMonth month = YearMonth.from(event.occurredAt().atOffset(ZoneOffset.UTC));
            assertThat(refusal.month()).isEqualTo(month);
            assertThat(refusal)
                    .hasMessageContainingAll(
                            schema + "." + prefix + "audit_event", month.toString(), "AuditPartitions.ensureAhead()");
        }
    }

    @ParameterizedTest
    @CsvSource({"-25,true", "-23,false", "23,false", "25,true"})
    void append_idOfAnotherTime_isRefusedBeyond24Hours(long hours, boolean refused) throws Exception {
        Instant time = Instant.now().plus(hours, ChronoUnit.HOURS);
        audit.partitions(Clock.fixed(time, ZoneOffset.UTC)).ensureAhead();
        SecurityEvent event = audit.eventAt(time).build();
        Throwable thrown = catchThrowable(() -> audit.append(event));
        if (refused) {
            assertThat(thrown)
                    .isInstanceOfSatisfying(EventTimeException.class, e -> {
                        assertThat(e.eventId()).isEqualTo(event.id());
                        assertThat(e.idTime()).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
                    })
                    .hasMessageContaining("the database's clock");
        } else {
            assertThat(thrown).isNull();
        }
        assertThat(audit.count()).isEqualTo(refused ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1000,true"})
    void append_occurredAwayFromId_isRefusedBeyond24Hours(long nanosBeyond, boolean refused) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int side : new int[] {-1, 1}) {
            Instant occurredAt =
                    now.plus(Duration.ofHours(24).plusNanos(nanosBeyond).multipliedBy(side));
            SecurityEvent event = SecurityEvent.builder(AuditFixture.idAt(now), occurredAt, AuditFixture.ACTION)
                    .build();
            Throwable thrown = catchThrowable(() -> audit.append(event));
            assertThat(thrown instanceof EventTimeException).isEqualTo(refused);
        }
        assertThat(audit.count()).isEqualTo(refused ? 0 : 2);
    }

    @Test
    void append_sameIdTwice_fails() throws Exception {
        SecurityEvent event = audit.event().build();
        audit.append(event);
        assertThatThrownBy(() -> audit.append(event))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.sqlState()).contains("23505"));
        assertThat(audit.count()).isEqualTo(1);
    }

    @Test
    void append_autocommit_isRefused() throws Exception {
        try (Connection connection = audit.database().connect()) {
            SecurityEvent event = audit.event().build();
            assertThatThrownBy(() -> audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(audit.count()).isZero();
    }

    @Test
    void append_rowDroppedByTrigger_fails() throws Exception {
        audit.database().execute("""
                        create function drop_row() returns trigger language plpgsql as 'begin return null; end';
                        create trigger drop_row before insert on holdfast.audit_event
                            for each row execute function drop_row();
                        """);
        assertThatThrownBy(() -> audit.append(audit.event().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("look for a trigger");
    }

    @Test
    void append_textNoDatabaseHolds_isKeptWithReplacements() {
        SecurityEvent event = audit.event()
                .actor(Actor.user("mal\0lory\uD800").withName("\uDC00"))
                .target(new Target("us\0er", "1", null))
                .change("na\0me", null, "\uD800")
                .context(RequestContext.of(Actor.user("mal\0lory")).withClient("::1", "agent \uD83D"))
                .build();
        audit.append(event);
        SecurityEvent stored = audit.find(newest()).events().get(0).event();
        assertThat(stored.actor().id()).isEqualTo("mal\uFFFDlory");
        assertThat(stored.context().userAgent()).isEqualTo("agent \uFFFD");
        assertThat(stored.targets().get(0).type()).isEqualTo("us\uFFFDer");
        assertThat(audit.find(AuditQuery.newestFirst(AuditFilter.any().withActor("mal\0lory")))
                        .events())
                .hasSize(1);
    }

    @Test
    void append_success_andFailure_areTimed() {
        List<String> times = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        Metrics metrics = new Metrics() {
            @Override
            public void count(String name, String... labels) {}

            @Override
            public void time(String name, Duration elapsed, String... labels) {
                times.add(name + elapsed + String.join("=", labels));
            }
        };
        AuditLog log = AuditLog.of(Namespace.defaults(), metrics, () -> nanos.getAndAdd(1000));
        SecurityEvent event = audit.event().build();
        audit.runner().run(tx -> log.append(tx, event));
        assertThat(catchThrowable(() -> audit.runner().run(tx -> log.append(tx, event))))
                .isNotNull();
        assertThat(times)
                .containsExactly(
                        "holdfast.audit.appendPT0.000001Sresult=appended",
                        "holdfast.audit.appendPT0.000001Sresult=failed");
    }

    @Test
    void append_everyRefusal_tellsNothingOfTheEvent() throws Exception {
        audit.database()
                .execute("alter table holdfast.audit_event add constraint no_admin check (actor_id not like 'root%')");
        LeakProbe probe = new LeakProbe();
        UUID id = audit.nextId();
        Instant now = Instant.now();
        SecurityEvent taken = telling(probe, id, now, "ordinary").build();
        audit.append(taken);
        List<SecurityEvent> refused = List.of(
                taken,
                telling(probe, audit.nextId(), now, "root").build(),
                telling(probe, id, now.plus(30, ChronoUnit.HOURS), "ordinary").build(),
                telling(probe, AuditFixture.idAt(now.plus(30, ChronoUnit.HOURS)), now.plus(30, ChronoUnit.HOURS), "o")
                        .build(),
                telling(probe, AuditFixture.idAt(Instant.EPOCH), Instant.EPOCH, "ordinary")
                        .build());
        for (SecurityEvent event : refused) {
            Throwable thrown = catchThrowable(() -> audit.append(event));
            assertThat(thrown).isNotNull();
            probe.assertNotIn(thrown);
        }
    }

    private static SecurityEvent.Builder telling(LeakProbe probe, UUID id, Instant time, String actor) {
        return SecurityEvent.builder(id, time, AuditFixture.ACTION)
                .actor(Actor.user(actor).withName(probe.secret("name-of-somebody")))
                .target(new Target("user", probe.secret("target-4711"), null))
                .change("phone", probe.secret("+49 170 1"), probe.secret("+49 170 2"))
                .with("note", probe.secret("hunter2-hunter2"));
    }

    private Connection open(Isolation isolation) throws Exception {
        Connection connection = audit.database().connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation.level());
        return connection;
    }

    private static AuditQuery newest() {
        return AuditQuery.newestFirst(AuditFilter.any());
    }
}
