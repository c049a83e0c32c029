package dev.holdfast.audit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.MutableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditPartitionsTest {
    private static final String MONTHS = """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'holdfast.audit_event'::regclass order by 1""";

    private AuditFixture audit;

    @BeforeEach
    void open() {
        audit = AuditFixture.withoutMonths(Namespace.defaults());
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-15T12:00:00Z,2026-11,2027-02",
        "2026-11-30T23:59:59.999999Z,2026-11,2027-02",
        // On the first of a month, ids of a slow clock still fall into the month before.
        "2026-12-01T00:00:00Z,2026-11,2027-03",
        "2026-12-01T23:59:59.999999Z,2026-11,2027-03",
        "2026-12-02T00:00:00Z,2026-12,2027-03",
        "2027-01-01T00:00:00Z,2026-12,2027-04",
    })
    void ensureAhead_anyTime_makesThePresentMonthAndThreeMore(String now, YearMonth first, YearMonth last)
            throws SQLException {
        List<MonthPartition> made = audit.partitions(Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
                .ensureAhead();
        assertThat(made).first().extracting(MonthPartition::month).isEqualTo(first);
        assertThat(made).last().extracting(MonthPartition::month).isEqualTo(last);
        assertThat(made).hasSize((int) first.until(last, java.time.temporal.ChronoUnit.MONTHS) + 1);
        assertThat(audit.database().queryStrings(MONTHS))
                .isEqualTo(made.stream().map(MonthPartition::table).toList());
    }

    @Test
    void ensureAhead_calledAgain_makesOnlyWhatIsNew() {
        MutableClock clock = MutableClock.at(Instant.parse("2026-11-15T00:00:00Z"));
        AuditPartitions partitions = audit.partitions(clock);
        assertThat(partitions.ensureAhead()).hasSize(4);
        assertThat(partitions.ensureAhead()).isEmpty();
        clock.set(Instant.parse("2026-12-15T00:00:00Z"));
        assertThat(partitions.ensureAhead()).extracting(MonthPartition::table).containsExactly("audit_event_2027_03");
    }

    @Test
    void ensureAhead_zoneOfTheClock_doesNotMatter() {
        Clock kiritimati =
                Clock.fixed(Instant.parse("2026-11-30T20:00:00Z"), java.time.ZoneId.of("Pacific/Kiritimati"));
        assertThat(audit.partitions(kiritimati).ensureAhead())
                .first()
                .extracting(MonthPartition::month)
                .isEqualTo(YearMonth.of(2026, 11));
    }

    @Test
    void month_bothSidesOfItsBoundary_fallIntoTheirOwnPartitions() throws SQLException {
        audit.partitions(Clock.systemUTC()).ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 12));
        insert("2026-11-30T23:59:59.999Z");
        insert("2026-12-01T00:00:00.000Z");
        assertThat(audit.database().queryStrings("select tableoid::regclass from holdfast.audit_event order by id"))
                .containsExactly("holdfast.audit_event_2026_11", "holdfast.audit_event_2026_12");
    }

    @Test
    void month_bounds_meetWithoutAGap() {
        MonthPartition month = MonthPartition.of(Namespace.defaults(), YearMonth.of(2026, 12));
        MonthPartition next = MonthPartition.of(Namespace.defaults(), YearMonth.of(2027, 1));
        assertThat(month.until()).isEqualTo(next.from());
        assertThat(month.from()).hasToString("01a22ee6-b000-0000-0000-000000000000");
    }

    @Test
    void month_made_hasEveryCheckDefaultAndIndexOfTheLog() throws SQLException {
        audit.partitions(Clock.systemUTC()).ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11));
        assertThat(audit.database().queryStrings("""
                select count(*) filter (where inhparent is null) || ' of ' || count(*) from pg_index x
                left join pg_inherits i on i.inhrelid = x.indexrelid
                where x.indrelid = 'holdfast.audit_event_2026_11'::regclass""")).containsExactly("0 of 5");
        assertThat(audit.database().queryStrings(shape("audit_event_2026_11")))
                .isEqualTo(audit.database().queryStrings(shape("audit_event")))
                .hasSizeGreaterThan(40);
    }

    @Test
    void month_madeUnderDefaultPrivileges_grantsNoMoreThanTheLog() throws SQLException {
        String application = audit.database().name() + "_application";
        audit.database().execute("create role " + application);
        try {
            audit.database()
                    .execute("grant select, insert on holdfast.audit_event to " + application
                            + "; alter default privileges in schema holdfast grant all on tables to " + application
                            + "; alter default privileges in schema holdfast grant select on tables to public");
            audit.partitions(Clock.systemUTC()).ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11));
            assertThat(audit.database().queryStrings("""
                    select x.grantee::regrole || ' ' || x.privilege_type
                    from pg_class c cross join lateral aclexplode(c.relacl) x
                    where c.oid = 'holdfast.audit_event_2026_11'::regclass and x.grantee <> c.relowner order by 1"""))
                    .containsExactly(application + " INSERT", application + " SELECT");
        } finally {
            audit.database().execute("drop owned by " + application + "; drop role " + application);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table holdfast.audit_event detach partition holdfast.audit_event_2026_11 | is not attached to the log",
                "alter table holdfast.audit_event detach partition holdfast.audit_event_2026_11; drop table holdfast.audit_event_2026_11; create view holdfast.audit_event_2026_11 as select 1 | is not attached to the log",
                "alter table holdfast.audit_event detach partition holdfast.audit_event_2026_11; alter table holdfast.audit_event attach partition holdfast.audit_event_2026_11 for values from ('00000000-0000-7000-8000-000000000000') to ('00000000-0000-7000-8000-000000000001') | is attached FOR VALUES",
            })
    void ensure_tableOfAnotherKindHasTheName_failsAndKeepsIt(String before, String state) throws SQLException {
        AuditPartitions partitions = audit.partitions(Clock.systemUTC());
        partitions.ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11));
        audit.database().execute(before);
        assertThatThrownBy(() -> partitions.ensure(YearMonth.of(2026, 10), YearMonth.of(2026, 12)))
                .isInstanceOfSatisfying(
                        PartitionStateException.class,
                        e -> assertThat(e.month()).isEqualTo(YearMonth.of(2026, 11)))
                .hasMessageContainingAll("audit_event_2026_11", state, "attach it or rename it");
        // All or none: the month before the one in the way is not there either.
        assertThat(audit.database().queryStrings("select to_regclass('holdfast.audit_event_2026_10')"))
                .containsExactly("null");
        assertThat(audit.database().queryStrings("select to_regclass('holdfast.audit_event_2026_11')"))
                .containsExactly("holdfast.audit_event_2026_11");
    }

    @Test
    void ensure_detachedMonthWithEvents_losesNone_andGoesOnWhenAttachedAgain() throws SQLException {
        AuditPartitions partitions = audit.partitions(Clock.systemUTC());
        partitions.ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11));
        insert("2026-11-02T00:00:00Z");
        audit.database().execute("alter table holdfast.audit_event detach partition holdfast.audit_event_2026_11");
        assertThatThrownBy(() -> partitions.ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11)))
                .isInstanceOf(PartitionStateException.class);
        String bound =
                MonthPartition.of(Namespace.defaults(), YearMonth.of(2026, 11)).bound();
        audit.database()
                .execute("alter table holdfast.audit_event attach partition holdfast.audit_event_2026_11 " + bound);
        assertThat(partitions.ensure(YearMonth.of(2026, 11), YearMonth.of(2026, 11)))
                .isEmpty();
        assertThat(audit.count()).isEqualTo(1);
    }

    @Test
    void ensure_writerWithOpenTransaction_isNotWaitedFor() throws SQLException {
        audit.partitions(Clock.systemUTC()).ensureAhead();
        try (Connection writer = audit.database().connect()) {
            writer.setAutoCommit(false);
            audit.log()
                    .append(
                            org.jooq.impl.DSL.using(writer, org.jooq.SQLDialect.POSTGRES),
                            audit.event().build());
            PartitionPolicy hasty = PartitionPolicy.defaults().withLockTimeout(Duration.ofMillis(10));
            assertThat(new AuditPartitions(audit.runner(), Namespace.defaults(), hasty, Clock.systemUTC())
                            .ensure(YearMonth.of(2090, 1), YearMonth.of(2090, 2)))
                    .hasSize(2);
            writer.commit();
        }
        assertThat(audit.count()).isEqualTo(1);
    }

    @Test
    void ensure_notYetCommitted_holdsUpNoWriter() throws SQLException {
        audit.partitions(Clock.systemUTC()).ensureAhead();
        AuditPartitions slow = new AuditPartitions(
                work -> audit.runner().run(tx -> {
                    work.accept(tx);
                    // Between the attach and the commit.
                    audit.runner().run(writer -> {
                        writer.execute("set local lock_timeout = 10");
                        audit.log().append(writer, audit.event().build());
                    });
                }),
                Namespace.defaults(),
                PartitionPolicy.defaults(),
                Clock.systemUTC());
        assertThat(slow.ensure(YearMonth.of(2090, 1), YearMonth.of(2090, 1))).hasSize(1);
        assertThat(audit.count()).isEqualTo(1);
    }

    @Test
    void ensure_lockNotToBeHad_endsAfterTheTimeOut() throws SQLException {
        PartitionPolicy hasty = PartitionPolicy.defaults().withLockTimeout(Duration.ofMillis(10));
        try (Connection other = audit.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table only holdfast.audit_event in share update exclusive mode");
            assertThatThrownBy(() -> new AuditPartitions(audit.runner(), Namespace.defaults(), hasty, Clock.systemUTC())
                            .ensureAhead())
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.sqlState()).contains("55P03"));
        }
        assertThat(audit.database().queryStrings(MONTHS)).isEmpty();
    }

    @Test
    void ensure_runnerRollsBack_leavesNothing() throws SQLException {
        AuditPartitions failing = new AuditPartitions(
                work -> audit.runner().run(tx -> {
                    work.accept(tx);
                    throw new IllegalStateException("host failed");
                }),
                Namespace.defaults(),
                PartitionPolicy.defaults(),
                Clock.systemUTC());
        assertThatThrownBy(failing::ensureAhead).hasMessage("host failed");
        assertThat(audit.database().queryStrings(MONTHS)).isEmpty();
    }

    @Test
    void ensure_prefixedNamespace_namesItsOwnTables() {
        try (AuditFixture other = AuditFixture.withoutMonths(new Namespace("tracks", "hf_"))) {
            assertThat(other.partitions(Clock.systemUTC()).ensure(YearMonth.of(1970, 1), YearMonth.of(1970, 1)))
                    .containsExactly(new MonthPartition(YearMonth.of(1970, 1), "hf_audit_event_1970_01"));
        }
    }

    static Stream<Arguments> badInputs() {
        PartitionPolicy policy = PartitionPolicy.defaults();
        AuditPartitions unused = new AuditPartitions(
                work -> {
                    throw new AssertionError("reached the database");
                },
                Namespace.defaults(),
                policy,
                Clock.systemUTC());
        YearMonth month = YearMonth.of(2026, 11);
        return Stream.of(
                bad(() -> policy.withMonthsAhead(1), "monthsAhead must be between 2 and 24, got 1"),
                bad(() -> policy.withMonthsAhead(25), "monthsAhead must be between 2 and 24, got 25"),
                bad(() -> policy.withLockTimeout(Duration.ofMillis(9)), "lockTimeout must be between"),
                bad(() -> policy.withLockTimeout(Duration.ofSeconds(61)), "lockTimeout must be between"),
                bad(() -> unused.ensure(month, month.minusMonths(1)), "got 2026-11 to 2026-10"),
                bad(() -> unused.ensure(month, month.plusMonths(600)), "months must be 1 to 600"),
                bad(() -> unused.ensure(YearMonth.of(1969, 12), YearMonth.of(1970, 1)), "got 1969-12"),
                bad(() -> unused.ensure(YearMonth.of(9999, 12), YearMonth.of(9999, 12)), "got 9999-12"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void settings_badInput_isRefusedInWords(Supplier<Object> call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::get).withMessageContaining(message);
    }

    private static Arguments bad(Supplier<Object> call, String message) {
        return Arguments.of(call, message);
    }

    /** Columns with their defaults, and checks. */
    private static String shape(String table) {
        return """
                select column_name || coalesce(column_default, '') || is_nullable from information_schema.columns
                where table_name = '%1$s'
                union all select conname || pg_get_constraintdef(oid) from pg_constraint
                where conrelid = 'holdfast.%1$s'::regclass and contype = 'c' order by 1""".formatted(table);
    }

    private void insert(String time) throws SQLException {
        audit.database().execute("""
                insert into holdfast.audit_event (id, recorded_at, occurred_at, schema_version, risk_score, suspicious,
                    action, category, outcome, severity, actor_type, actor_id, risk_level, targets, change_set, metadata)
                values ('%s', '%s', '%s', 1, 0, false, 'a.b', 'DATA', 'SUCCESS', 'INFO', 'USER', '1', 'NONE', '[]', '[]',
                    '{}')""".formatted(AuditFixture.idAt(Instant.parse(time)), time, time));
    }
}
