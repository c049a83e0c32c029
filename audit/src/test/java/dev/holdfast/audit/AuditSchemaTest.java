package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.secret.Uuid7;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSchemaTest {
    private static final Namespace PLACE = Namespace.defaults();
    private static final String CATALOG = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'holdfast'
            union all select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'holdfast' order by 1""";

    private AuditFixture audit;

    @BeforeEach
    void open() {
        audit = AuditFixture.create();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void table_columns_equalTheConstants() throws SQLException {
        List<String> constants = Stream.concat(AuditEventTable.APPENDED.stream(), AuditEventTable.DEFAULTED.stream())
                .map(field -> field.getName() + " "
                        + sqlType(field.getName(), field.getDataType().getTypeName()))
                .sorted()
                .toList();
        List<String> columns = audit.database().queryStrings("""
                select column_name || ' ' || data_type from information_schema.columns
                where table_schema = 'holdfast' and table_name = 'audit_event' order by column_name collate "C\"""");
        assertThat(columns).isEqualTo(constants);
    }

    @Test
    void table_defaults_areThoseTheAppendLeavesOut() throws SQLException {
        assertThat(audit.database().queryStrings("""
                select column_name from information_schema.columns where table_schema = 'holdfast'
                and table_name = 'audit_event' and column_default is not null order by ordinal_position"""))
                .containsExactlyElementsOf(List.of("recorded_at", "tx_id", "origin"));
    }

    @Test
    void table_enumerations_equalTheirConstraints() throws SQLException {
        for (Class<? extends Enum<?>> type : List.<Class<? extends Enum<?>>>of(
                StoredEvent.Origin.class,
                dev.holdfast.core.event.Category.class,
                dev.holdfast.core.event.Outcome.class,
                dev.holdfast.core.event.Severity.class,
                dev.holdfast.core.context.ActorType.class,
                dev.holdfast.core.event.RiskLevel.class,
                dev.holdfast.core.event.DataClass.class)) {
            String column =
                    type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
            List<String> allowed = audit.database().queryStrings("""
                    select (regexp_matches(pg_get_constraintdef(oid), '''([A-Z]+)''', 'g'))[1] from pg_constraint
                    where conrelid = 'holdfast.audit_event'::regclass and conname = 'audit_event_%s'""".formatted(column));
            assertThat(allowed)
                    .as(column)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(type.getEnumConstants()).map(Enum::name).toList());
        }
    }

    @Test
    void table_foreignKeys_andDefaultPartition_areAbsent() throws SQLException {
        assertThat(audit.database().queryLong("select count(*) from pg_constraint where contype = 'f'"))
                .isZero();
        assertThat(audit.database().queryLong("select count(*) from pg_partitioned_table where partdefid <> 0"))
                .isZero();
    }

    @Test
    void table_indexes_areTheFiveOfTheDefault() throws SQLException {
        assertThat(audit.database().queryStrings("""
                select indexname from pg_indexes where tablename = 'audit_event' order by 1"""))
                .containsExactly(
                        "audit_event_actor",
                        "audit_event_pkey",
                        "audit_event_recorded",
                        "audit_event_target",
                        "audit_event_tx");
    }

    @Test
    void optionalIndexes_applied_reachEveryMonth_andUndone_areGone() throws SQLException {
        List<String> before = audit.database().queryStrings(CATALOG);
        for (SchemaModule index : List.of(AuditSchema.tenantIndex(), AuditSchema.correlationIndex())) {
            audit.database().execute(index.ddl(PLACE));
            long months = audit.database()
                    .queryLong("select count(*) from pg_inherits where inhparent = 'holdfast.audit_event'::regclass");
            assertThat(audit.database().queryStrings(CATALOG)).hasSize((int) (before.size() + 1 + months));
            audit.database().execute(index.undoDdl(PLACE));
            assertThat(audit.database().queryStrings(CATALOG)).isEqualTo(before);
        }
    }

    @Test
    void undo_monthsAttached_leavesNothing() throws SQLException {
        audit.append(audit.event().build());
        audit.database().execute(AuditSchema.module().undoDdl(PLACE));
        assertThat(audit.database().queryStrings(CATALOG)).isEmpty();
    }

    @Test
    void undo_monthDetached_failsAndChangesNothing() throws SQLException {
        String month = audit.database()
                .queryStrings(
                        "select inhrelid::regclass from pg_inherits where inhparent = 'holdfast.audit_event'::regclass")
                .get(0);
        audit.database().execute("alter table holdfast.audit_event detach partition " + month);
        List<String> before = audit.database().queryStrings(CATALOG);
        assertThatThrownBy(() -> audit.database().execute(AuditSchema.module().undoDdl(PLACE)))
                .hasMessageContaining("depend");
        assertThat(audit.database().queryStrings(CATALOG)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.001Z",
                "2026-11-30T23:59:59.999Z",
                "2026-12-01T00:00:00Z",
                "2038-01-19T03:14:08Z",
                "2106-02-07T06:28:15.999Z"
            })
    void uuid7Time_anyTime_isTheTimeOfTheId(String time) throws SQLException {
        UUID id = Uuid7.of(Clock.fixed(Instant.parse(time), java.time.ZoneOffset.UTC))
                .next();
        assertThat(audit.database().queryStrings("""
                select to_char(holdfast.uuid7_time('%s') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')""".formatted(id)))
                .containsExactly(Instant.parse(time)
                        .atOffset(java.time.ZoneOffset.UTC)
                        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS")));
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,-24 hours,true",
        "LIVE,24 hours,true",
        "LIVE,-24 hours -1 milliseconds,false",
        "LIVE,24 hours 1 milliseconds,false",
        "SPOOL,90 days,true",
        "IMPORT,-90 days,true",
        "ARCHIVE,90 days,true"
    })
    void check_recordedAt_boundsLiveRowsAlone(String origin, String apart, boolean kept) throws SQLException {
        check(origin, "holdfast.uuid7_time(id) + interval '" + apart + "'", "holdfast.uuid7_time(id)", kept);
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,-24 hours,true",
        "IMPORT,24 hours,true",
        "LIVE,24 hours 1 microseconds,false",
        "IMPORT,-24 hours -1 microseconds,false"
    })
    void check_occurredAt_boundsEveryRow(String origin, String apart, boolean kept) throws SQLException {
        check(origin, "holdfast.uuid7_time(id)", "holdfast.uuid7_time(id) + interval '" + apart + "'", kept);
    }

    private void check(String origin, String recordedAt, String occurredAt, boolean kept) throws SQLException {
        String sql = """
                insert into holdfast.audit_event (id, recorded_at, occurred_at, schema_version, risk_score, suspicious,
                    origin, action, category, outcome, severity, actor_type, actor_id, risk_level, targets, change_set,
                    metadata)
                select id, %s, %s, 1, 0, false, '%s', 'a.b', 'DATA', 'SUCCESS', 'INFO', 'USER', '1', 'NONE', '[]', '[]',
                    '{}' from (select '%s'::uuid as id) ids""".formatted(recordedAt, occurredAt, origin, audit.nextId());
        if (kept) {
            audit.database().execute(sql);
        } else {
            assertThatThrownBy(() -> audit.database().execute(sql)).hasMessageContaining("near_id");
        }
        assertThat(audit.count()).isEqualTo(kept ? 1 : 0);
    }

    private static String sqlType(String column, String jooqName) {
        return switch (jooqName) {
            case "timestamp with time zone" -> jooqName;
            case "clob" -> "text";
            case "other" -> column.equals("source_ip") ? "inet" : "xid8";
            default -> jooqName;
        };
    }
}
