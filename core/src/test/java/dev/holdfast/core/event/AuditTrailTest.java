package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.JoinGuard;
import dev.holdfast.core.tx.Pools;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456789Z");
    private static TestDatabase database;
    private static HikariDataSource evidence;

    private final AuditTrail trail = AuditTrail.of(
            new TableSink(),
            AuditSink.independent(TransactionRunner.over(evidence), new TableSink()),
            MutableClock.at(NOW));

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(TableSink.DDL);
        evidence = Pools.of(database, 2);
    }

    @AfterAll
    static void close() {
        evidence.close();
        database.close();
    }

    @BeforeEach
    void emptyTable() throws Exception {
        database.execute("TRUNCATE kept");
    }

    @Test
    void event_begun_isStamped() {
        RequestContext context = RequestContext.of(Actor.user("anna")).withTenant("acme");
        try (RequestScope scope = RequestScope.open(context)) {
            assertThat(scope).isNotNull();
            SecurityEvent event = trail.event(OwaspActions.AUTHZ_ADMIN).build();
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-11-21T10:15:30.123456Z"));
            assertThat(Uuid7.millisOf(event.id())).isEqualTo(NOW.toEpochMilli());
            assertThat(event.context()).isEqualTo(context);
            assertThat(event.actor()).isEqualTo(Actor.user("anna"));
        }
    }

    @Test
    void hostRollsBack_theDenialSurvivesAndTheActIsGone() throws Exception {
        SecurityEvent act = trail.event(Action.of("lending.update")).build();
        SecurityEvent denial =
                trail.event(Action.of("lending.delete")).denied("not_owner").build();
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            trail.act(guard.tx(), act);
            trail.denial(guard.tx(), denial);
            guard.assertJoined();
            guard.rollback();
        }
        assertThat(TableSink.stored(database)).containsExactly(denial.id());
    }

    @Test
    void hostCommits_bothAreKept() throws Exception {
        SecurityEvent act = trail.event(Action.of("lending.update")).build();
        SecurityEvent denial =
                trail.event(Action.of("lending.delete")).denied("not_owner").build();
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            trail.act(guard.tx(), act);
            trail.denial(guard.tx(), denial);
            guard.commit();
        }
        assertThat(TableSink.stored(database)).containsExactlyInAnyOrder(act.id(), denial.id());
    }

    /** The naive wiring: a denial that joins is gone with the transaction it was refused in. */
    @Test
    void naive_denialThatJoins_isLostInTheRollback() throws Exception {
        AuditTrail naive = AuditTrail.of(new TableSink(), new TableSink(), MutableClock.at(NOW));
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            naive.denial(
                    guard.tx(),
                    naive.event(Action.of("lending.delete")).denied("not_owner").build());
            guard.rollback();
        }
        assertThat(TableSink.stored(database)).isEmpty();
    }

    @Test
    void denial_inABrokenTransaction_isStillKept() throws Exception {
        SecurityEvent denial =
                trail.event(Action.of("lending.delete")).denied("not_owner").build();
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            assertThatThrownBy(() -> guard.tx().execute("SELECT 1 / 0")).isNotNull();
            trail.denial(guard.tx(), denial);
        }
        assertThat(TableSink.stored(database)).containsExactly(denial.id());
    }

    @Test
    void denial_whereNoTransactionIsOpen_isKept() throws Exception {
        SecurityEvent denial =
                trail.event(Action.of("lending.delete")).denied("not_owner").build();
        trail.denial(denial);
        assertThat(TableSink.stored(database)).containsExactly(denial.id());
    }

    /** A sink that joins has nothing to join: loud, since the refusal would go unrecorded. */
    @Test
    void denial_whereNoTransactionIsOpenAndTheSinkJoins_throws() throws Exception {
        AuditTrail joining = AuditTrail.of(new TableSink(), new TableSink(), MutableClock.at(NOW));
        SecurityEvent denial =
                joining.event(Action.of("lending.delete")).denied("not_owner").build();
        assertThatThrownBy(() -> joining.denial(denial)).isNotNull();
        assertThat(TableSink.stored(database)).isEmpty();
    }

    @Test
    void act_sinkThrows_theActFails() throws Exception {
        IllegalStateException full = new IllegalStateException("disk full");
        AuditSink failing = (tx, event) -> {
            throw full;
        };
        AuditTrail broken = AuditTrail.of(failing, failing, MutableClock.at(NOW));
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            SecurityEvent event = broken.event(Action.of("lending.update")).build();
            assertThatThrownBy(() -> broken.act(guard.tx(), event)).isSameAs(full);
            assertThatThrownBy(() -> broken.denial(guard.tx(), event)).isSameAs(full);
        }
    }
}
