package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.CorrelationId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the planner makes of the log's queries, over a year of months. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPlanTest {
    private AuditFixture audit;

    @BeforeAll
    void open() {
        audit = AuditFixture.withoutMonths(Namespace.defaults());
        audit.partitions(java.time.Clock.systemUTC()).ensure(YearMonth.of(2026, 1), YearMonth.of(2026, 12));
    }

    @AfterAll
    void close() {
        audit.close();
    }

    @Test
    void find_periodWithinAMonth_readsThatMonthAlone() throws SQLException {
        AuditFilter filter =
                AuditFilter.any().withPeriod(time("2026-05-02T00:00:00.001Z"), time("2026-05-30T23:59:00Z"));
        assertThat(months(plan(AuditQuery.newestFirst(filter)))).containsExactly("2026_05");
    }

    @Test
    void find_periodADayFromAnotherMonth_readsThatMonthToo() throws SQLException {
        AuditFilter first =
                AuditFilter.any().withPeriod(time("2026-05-01T23:59:59.999Z"), time("2026-05-15T00:00:00Z"));
        assertThat(months(plan(AuditQuery.newestFirst(first)))).containsExactly("2026_04", "2026_05");
        // An id of the last instant's millisecond plus a day is one of June.
        AuditFilter last = AuditFilter.any().withPeriod(time("2026-05-15T00:00:00Z"), time("2026-05-31T00:00:00Z"));
        assertThat(months(plan(AuditQuery.newestFirst(last)))).containsExactly("2026_05", "2026_06");
    }

    @Test
    void find_cursor_readsNoMonthBehindIt() throws SQLException {
        AuditCursor place =
                new AuditCursor(AuditQuery.Order.OLDEST_FIRST, AuditFixture.idAt(time("2026-11-05T00:00:00Z")));
        assertThat(months(plan(AuditQuery.oldestFirst(AuditFilter.any()).after(place))))
                .containsExactly("2026_11", "2026_12");
    }

    @Test
    void find_newestFirst_walksThePrimaryKeyWithoutASort() throws SQLException {
        assertThat(plan(AuditQuery.newestFirst(AuditFilter.any())))
                .contains("Index Scan Backward using audit_event_2026_12_pkey")
                .doesNotContain("Sort");
    }

    @Test
    void find_actorAndTarget_useTheirIndexes() throws SQLException {
        assertThat(plan(AuditQuery.newestFirst(AuditFilter.any().withActor("1"))))
                .contains("audit_event_2026_05_actor_id_id_idx")
                .doesNotContain("Sort");
        assertThat(plan(AuditQuery.newestFirst(AuditFilter.any().withTarget("lending", "1"))))
                .contains("audit_event_2026_05_target_type_target_id_id_idx")
                .doesNotContain("Sort");
    }

    @Test
    void find_tenantAndCorrelation_useTheOptionalIndexes() throws SQLException {
        Namespace place = Namespace.defaults();
        audit.database()
                .execute(AuditSchema.tenantIndex().ddl(place)
                        + AuditSchema.correlationIndex().ddl(place));
        assertThat(plan(AuditQuery.newestFirst(AuditFilter.any().withTenant("1"))))
                .contains("audit_event_2026_05_tenant_id_id_idx");
        assertThat(plan(AuditQuery.newestFirst(AuditFilter.any().withCorrelationId(new CorrelationId("request-1")))))
                .contains("audit_event_2026_05_correlation_id_id_idx");
    }

    private String plan(AuditQuery query) throws SQLException {
        String sql = new AuditSelect(Namespace.defaults())
                .statement(DSL.using(SQLDialect.POSTGRES), query)
                .getSQL(ParamType.INLINED);
        // The tables are empty: without this the planner would rightly scan them.
        try (var connection = audit.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; set enable_bitmapscan = off");
            try (var rows = statement.executeQuery("explain (costs off) " + sql)) {
                StringBuilder plan = new StringBuilder();
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
                return plan.toString();
            }
        }
    }

    private static List<String> months(String plan) {
        return java.util.regex.Pattern.compile("audit_event_(\\d{4}_\\d{2})")
                .matcher(plan)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static Instant time(String text) {
        return Instant.parse(text);
    }
}
