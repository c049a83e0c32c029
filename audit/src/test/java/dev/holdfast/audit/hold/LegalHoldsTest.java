package dev.holdfast.audit.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.audit.archive.ArchiveFixture;
import dev.holdfast.audit.archive.ArchiveResult;
import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.ArchiveState;
import dev.holdfast.audit.archive.AuditArchive;
import dev.holdfast.audit.archive.RetentionPolicy;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegalHoldsTest {
    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private YearMonth month;
    private Instant event;

    @BeforeEach
    void open() {
        fill(new ArchiveFixture(directory));
    }

    private void fill(ArchiveFixture empty) {
        fixture = empty;
        month = fixture.month();
        event = month.atDay(10).atStartOfDay().toInstant(ZoneOffset.UTC);
        fixture.append(month, 1, LegalHoldsTest::described);
        fixture.sealAll();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static SecurityEvent.Builder described(SecurityEvent.Builder builder) {
        return builder.actor(new Actor(ActorType.USER, "anna", null, null, "carl"))
                .category(Category.DATA)
                .target(Target.of("book", "7"))
                .target(Target.of("copy", "8"))
                .data(DataClass.CONFIDENTIAL, "key-1");
    }

    @CanIgnoreReturnValue
    private LegalHold set(HoldScope scope) {
        return fixture.audit().runner().call(tx -> fixture.holds().set(tx, scope, "case 12", "counsel"));
    }

    private boolean lift(UUID id) {
        return fixture.audit().runner().call(tx -> fixture.holds().lift(tx, id, "closed", "counsel"));
    }

    private List<LegalHold> holding(String key) {
        return fixture.audit().runner().call(tx -> fixture.holds().holding(tx, key));
    }

    private List<LegalHold> active() {
        return fixture.audit().runner().call(tx -> fixture.holds().active(tx));
    }

    @Test
    void hold_namingTheEvent_stopsTheMonthUntilItIsLifted() throws SQLException {
        for (HoldScope scope : List.of(
                HoldScope.everything(),
                HoldScope.everything().withActor("anna").withCategory(Category.DATA),
                HoldScope.everything().withActor("carl"),
                HoldScope.everything().withTarget("copy", "8"),
                HoldScope.everything().withPeriod(event, event.plusMillis(1)))) {
            LegalHold hold = set(scope);
            assertThat(fixture.archive().run())
                    .as(scope.toString())
                    .contains(new Stopped(month, ArchiveState.VERIFIED, Reason.HELD));
            assertThat(holding("key-1")).containsExactly(hold);
            assertThat(lift(hold.id())).isTrue();
            assertThat(lift(hold.id())).as("again").isFalse();
        }
        assertThat(fixture.rows(month)).isEqualTo(1);
        assertThat(holding("key-1")).isEmpty();
        assertThat(fixture.archive().run()).contains(new Moved(month, ArchiveState.DROPPED));
    }

    @Test
    void hold_namingOtherEvents_stopsNothing() {
        for (HoldScope scope : List.of(
                HoldScope.everything().withActor("bert"),
                HoldScope.everything().withTenant("other"),
                HoldScope.everything().withTarget("book", "8"),
                HoldScope.everything().withCategory(Category.SESSION),
                HoldScope.everything().withPeriod(event.minusSeconds(9), event),
                HoldScope.everything().withPeriod(event.plusMillis(1), event.plusSeconds(9)))) {
            set(scope);
        }
        assertThat(holding("key-1")).isEmpty();
        assertThat(fixture.archive().run()).contains(new Moved(month, ArchiveState.DROPPED));
    }

    @Test
    void hold_onAnArchivedMonth_keepsItsArchiveAndItsKeys() {
        fixture.close();
        fill(ArchiveFixture.old(directory));
        fixture.run();
        LegalHold other = set(HoldScope.everything().withActor("bert").withPeriod(event, event.plusSeconds(9)));
        LegalHold session = set(HoldScope.everything().withCategory(Category.SESSION));
        LegalHold later = set(HoldScope.everything()
                .withPeriod(
                        Instant.parse(month.plusMonths(2).atDay(2) + "T00:00:00Z"), event.plus(Duration.ofDays(99))));
        assertThat(holding("key-1")).as("who is not at hand may be meant").containsExactlyInAnyOrder(other, session);
        fixture.clock().advance(Duration.ofDays(500));
        assertThat(fixture.archive(RetentionPolicy.defaults()).run())
                .contains(new Stopped(month, ArchiveState.DROPPED, Reason.HELD));
        assertThat(lift(other.id())).isTrue();
        assertThat(fixture.archive(RetentionPolicy.defaults()).run())
                .as("the others name another category and another month")
                .contains(new Moved(month, ArchiveState.EXPIRED));
        assertThat(holding("key-1")).as("nothing is left to be read").isEmpty();
        assertThat(active()).containsExactlyInAnyOrder(session, later);
    }

    /** An event's id, and so its month, lies within a day of when it occurred. */
    @Test
    void holding_periodADayBesideAnArchivedMonth_isCountedUpToTheMicrosecond() {
        fixture.run();
        Instant last = fixture.next().plusMonths(1).atDay(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant first = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(Duration.ofDays(1));
        set(HoldScope.everything().withPeriod(last, last.plusSeconds(9)));
        set(HoldScope.everything().withPeriod(first.minusSeconds(9), first));
        assertThat(holding("key-1")).isEmpty();
        LegalHold behind = set(HoldScope.everything().withPeriod(last.minusNanos(1000), last));
        LegalHold before = set(HoldScope.everything().withPeriod(first, first.plusNanos(1000)));
        assertThat(holding("key-1")).containsExactlyInAnyOrder(behind, before);
    }

    /** Detaching commits before the state of the month follows, and a reader holds up its second half. */
    @Test
    void holding_monthHalfWayOutOfTheLog_isCounted() throws SQLException {
        AuditArchive hasty = fixture.archive(RetentionPolicy.defaults().withLockTimeout(Duration.ofMillis(50)));
        LegalHold hold;
        try (Connection reader = fixture.audit().database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from holdfast.audit_event");
            assertThat(hasty.run()).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.LOCKED));
            assertThat(fixture.rows(month)).as("out of sight").isZero();
            hold = set(HoldScope.everything().withActor("anna"));
            assertThat(holding("key-1")).containsExactly(hold);
            reader.rollback();
        }
        fixture.audit()
                .database()
                .execute("alter table holdfast.audit_event detach partition holdfast."
                        + MonthPartition.of(Namespace.defaults(), month).table() + " finalize");
        assertThat(holding("key-1")).as("beside the log").containsExactly(hold);
        assertThat(fixture.archive().run()).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.HELD));
        assertThat(holding("key-1")).as("in the log again").containsExactly(hold);
    }

    @Test
    void scope_targetWithAliases_isRefused() {
        TargetKey key = new TargetKey("book", "7", List.of("8"));
        assertThatThrownBy(() -> new HoldScope(
                        null, null, key, null, HoldScope.everything().period()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target of a hold must stand under one id, got 2: set a hold for each");
    }

    @Test
    void hold_setAndLifted_isRecordedWithTheActAndGoneWithIt() throws SQLException {
        LegalHold hold = set(HoldScope.everything().withTenant("one"));
        assertThat(lift(hold.id())).isTrue();
        assertThatThrownBy(() -> fixture.audit().runner().run(tx -> {
                    LegalHold unused = fixture.holds().set(tx, HoldScope.everything(), "case 13", "counsel");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(
                        fixture.audit()
                                .database()
                                .queryStrings(
                                        "select action || ' ' || target_id || ' '"
                                                + " || (metadata ->> 'reason') from holdfast.audit_event where action like 'legal%' order by id"))
                .containsExactly(
                        "legal_hold.set " + hold.id() + " case 12", "legal_hold.lift " + hold.id() + " closed");
        assertThat(active()).isEmpty();
        assertThat(fixture.audit().database().queryLong("select count(*) from holdfast.audit_hold"))
                .isEqualTo(1);
    }

    /** A hold that is being set when the month is about to be dropped is waited for, and a committed one is obeyed. */
    @Test
    void hold_beingSetWhileTheMonthIsDropped_isWaitedFor() throws SQLException {
        AuditTrail silent = AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), fixture.clock());
        LegalHolds quiet = new LegalHolds(Namespace.defaults(), silent, fixture.clock());
        // One whose record in the log keeps the month from being detached, and one that only the holds' own lock tells
        // of.
        assertThat(waitedFor(fixture.holds())).contains(new Stopped(month, ArchiveState.VERIFIED, Reason.LOCKED));
        assertThat(waitedFor(quiet)).contains(new Stopped(month, ArchiveState.DETACHED, Reason.LOCKED));
        assertThat(fixture.archive().run()).contains(new Moved(month, ArchiveState.DROPPED));
    }

    private List<ArchiveResult> waitedFor(LegalHolds holds) throws SQLException {
        try (Connection setter = fixture.audit().database().connect()) {
            setter.setAutoCommit(false);
            LegalHold hold =
                    holds.set(DSL.using(setter, SQLDialect.POSTGRES), HoldScope.everything(), "case 14", "counsel");
            List<ArchiveResult> meanwhile = fixture.archive(
                            RetentionPolicy.defaults().withLockTimeout(Duration.ofMillis(50)))
                    .run();
            setter.commit();
            assertThat(fixture.archive().run())
                    .as("detached by now, and attached again")
                    .contains(new Stopped(month, ArchiveState.VERIFIED, Reason.HELD));
            assertThat(fixture.rows(month)).isEqualTo(1);
            assertThat(lift(hold.id())).isTrue();
            return meanwhile;
        }
    }
}
