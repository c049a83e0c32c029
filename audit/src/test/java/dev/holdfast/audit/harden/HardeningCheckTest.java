package dev.holdfast.audit.harden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.harden.HardeningFinding.Kind;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.MutableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each way to open the log, done as superuser in a transaction that is rolled back: named, and closed by the next step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningCheckTest {
    private HardenFixture fixture;
    private String month;

    @BeforeAll
    void harden() throws SQLException {
        fixture = HardenFixture.create();
        month = fixture.month();
        fixture.execute("create role " + fixture.name("app") + " login in role " + fixture.role(LogPart.WRITE));
        fixture.execute("create role " + fixture.name("stranger"));
        fixture.execute("create table holdfast.person (id text primary key, name text)");
    }

    @AfterAll
    void close() throws SQLException {
        fixture.close();
    }

    @Test
    void run_untouchedLogInUse_findsNothing() throws SQLException {
        fixture.seal().append(5);
        AuditRolesTest.sealAll(fixture.seal().seals(100));
        assertThat(fixture.findings()).isEmpty();
        assertThat(fixture.findings(fixture.runner(fixture.role(LogPart.READ)))).isEmpty();
        assertThat(fixture.findings(fixture.runner(fixture.roles().owner()))).isEmpty();
    }

    /** Each opening, with exactly the kinds it is named as. */
    private Map<String, List<Kind>> attacks() {
        Map<String, List<Kind>> attacks = new TreeMap<>();
        attacks.put("drop trigger audit_append_only on MONTH", List.of(Kind.TRIGGER_MISSING));
        attacks.put("drop trigger audit_no_truncate on holdfast.audit_tile", List.of(Kind.TRIGGER_MISSING));
        attacks.put("alter table MONTH disable trigger audit_append_only", List.of(Kind.TRIGGER_OFF));
        attacks.put("alter table MONTH disable trigger all", List.of(Kind.TRIGGER_OFF, Kind.TRIGGER_OFF));
        attacks.put("alter table holdfast.audit_leaf enable trigger audit_append_only", List.of(Kind.TRIGGER_OFF));
        attacks.put(
                "alter table holdfast.audit_tree enable replica trigger audit_no_delete", List.of(Kind.TRIGGER_OFF));
        attacks.put(
                "create or replace trigger audit_append_only before update or delete on MONTH for each row"
                        + " when (old.severity = 'INFO') execute function holdfast.audit_append_only();"
                        + " alter table MONTH enable always trigger audit_append_only",
                List.of(Kind.TRIGGER_CHANGED));
        attacks.put(
                "create or replace trigger audit_append_only before delete on MONTH for each row"
                        + " execute function holdfast.audit_append_only();"
                        + " alter table MONTH enable always trigger audit_append_only",
                List.of(Kind.TRIGGER_CHANGED));
        attacks.put(
                "create function holdfast.drops() returns trigger language plpgsql as 'begin return null; end';"
                        + " create trigger drops before insert on MONTH for each row execute function holdfast.drops()",
                List.of(Kind.TRIGGER_FOREIGN));
        attacks.put(
                "create or replace function holdfast.audit_append_only() returns trigger language plpgsql"
                        + " set search_path = pg_catalog, pg_temp as 'begin return old; end'",
                List.of(Kind.FUNCTION_REPLACED));
        attacks.put(
                "alter function holdfast.audit_append_only() set search_path = public, pg_catalog",
                List.of(Kind.FUNCTION_REPLACED));
        attacks.put("alter function holdfast.audit_grow_only() security definer", List.of(Kind.FUNCTION_REPLACED));
        attacks.put(
                "create or replace function holdfast.uuid7_time(id uuid) returns timestamptz language sql immutable"
                        + " return timestamptz '2026-01-01'",
                List.of(Kind.FUNCTION_REPLACED));
        attacks.put("grant delete on holdfast.audit_event to STRANGER", List.of(Kind.GRANT_SURPLUS));
        attacks.put("grant select on MONTH to public", List.of(Kind.GRANT_SURPLUS));
        attacks.put("grant update (actor_id) on holdfast.audit_event to WRITER", List.of(Kind.GRANT_SURPLUS));
        attacks.put(
                "grant insert on holdfast.audit_event to WRITER with grant option; set role WRITER;"
                        + " grant insert on holdfast.audit_event to STRANGER; reset role",
                List.of(Kind.GRANT_SURPLUS, Kind.GRANT_SURPLUS));
        attacks.put("revoke insert on holdfast.audit_event from WRITER", List.of(Kind.GRANT_MISSING));
        attacks.put(
                "alter default privileges for role OWNER grant delete on tables to STRANGER",
                List.of(Kind.DEFAULT_PRIVILEGES));
        attacks.put(
                "alter default privileges for role OWNER in schema holdfast grant insert on tables to public",
                List.of(Kind.DEFAULT_PRIVILEGES));
        attacks.put("alter table MONTH owner to WRITER", List.of(Kind.OWNER_APPLICATION));
        attacks.put("alter function holdfast.audit_append_only() owner to STRANGER", List.of(Kind.OWNER_OTHER));
        attacks.put("alter schema holdfast owner to STRANGER", List.of(Kind.SCHEMA_OPEN));
        attacks.put("grant create on schema holdfast to public", List.of(Kind.SCHEMA_OPEN));
        attacks.put("grant create on schema holdfast to APP", List.of(Kind.SCHEMA_OPEN));
        attacks.put("alter role APP superuser", List.of(Kind.ROLE_SUPERUSER));
        attacks.put("alter role WRITER bypassrls createrole", List.of(Kind.ROLE_POWERFUL, Kind.ROLE_POWERFUL));
        attacks.put("grant OWNER to APP", List.of(Kind.MEMBERSHIP));
        attacks.put("grant OWNER to STRANGER; grant STRANGER to APP", List.of(Kind.MEMBERSHIP));
        attacks.put("grant pg_write_all_data to WRITER", List.of(Kind.MEMBERSHIP));
        attacks.put("grant SEALER to WRITER", List.of(Kind.MEMBERSHIP));
        attacks.put(
                "alter table holdfast.audit_event detach partition MONTH",
                List.of(Kind.MONTH_DETACHED, Kind.MONTH_MISSING));
        attacks.put(
                "alter table holdfast.audit_event detach partition MONTH; alter table MONTH rename to lending_old;"
                        + " alter table holdfast.lending_old set schema public",
                List.of(Kind.MONTH_DETACHED, Kind.MONTH_MISSING));
        attacks.put(
                "alter table holdfast.audit_event add foreign key (actor_id) references holdfast.person on delete cascade",
                List.of(Kind.FOREIGN_KEY));
        String recorded = "alter table holdfast.audit_event drop constraint audit_event_recorded_near_id";
        attacks.put(recorded, List.of(Kind.CHECK_MISSING));
        attacks.put(
                recorded + ", add constraint audit_event_recorded_near_id check (origin <> 'LIVE' or recorded_at"
                        + " - holdfast.uuid7_time(id) between interval '-10 years' and interval '24 hours')",
                List.of(Kind.CHECK_MISSING));
        attacks.put(
                "alter table holdfast.audit_event drop constraint audit_event_occurred_near_id",
                List.of(Kind.CHECK_MISSING));
        attacks.put(
                "alter table holdfast.audit_event alter recorded_at set default now(), alter tx_id set default '5'",
                List.of(Kind.DEFAULT_CHANGED, Kind.DEFAULT_CHANGED));
        attacks.put(
                "alter table holdfast.audit_event alter origin set default 'IMPORT'", List.of(Kind.DEFAULT_CHANGED));
        attacks.put("alter table MONTH set unlogged", List.of(Kind.UNLOGGED));
        attacks.put("alter table holdfast.audit_checkpoint set unlogged", List.of(Kind.UNLOGGED));
        attacks.put("create rule quiet as on delete to MONTH do instead nothing", List.of(Kind.RULE));
        attacks.put("alter table holdfast.audit_event enable row level security", List.of(Kind.ROW_SECURITY));
        attacks.put("alter role APP set synchronous_commit = off", List.of(Kind.SETTING));
        attacks.put("alter role WRITER set session_replication_role = replica", List.of(Kind.SETTING));
        return attacks;
    }

    @Test
    void run_eachOpening_isNamed_andTheNextStepClosesIt() throws SQLException {
        for (Map.Entry<String, List<Kind>> attack : attacks().entrySet()) {
            try (Connection connection = fixture.audit().database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(filled(attack.getKey()));
                List<HardeningFinding> found = check(connection, fixture.check());
                assertThat(found)
                        .as(attack.getKey())
                        .extracting(HardeningFinding::kind)
                        .containsExactlyInAnyOrderElementsOf(attack.getValue());
                for (HardeningFinding finding : found) {
                    if (finding.kind() != Kind.MONTH_MISSING
                            && !finding.nextStep().startsWith("SELECT")) {
                        statement.execute(finding.nextStep());
                    }
                }
                boolean isRenamed = attack.getKey().contains("rename");
                assertThat(check(connection, fixture.check()))
                        .as("after closing " + attack.getKey())
                        .hasSize(isRenamed ? 2 : 0);
                connection.rollback();
            }
        }
    }

    @Test
    void run_monthsAndEventTriggersAskedFor_areMissedWhenNotThere() throws SQLException {
        Instant inTwoMonths = Instant.now().plus(Duration.ofDays(62));
        HardeningPolicy policy = HardeningPolicy.defaults().withEventTrigger("ddl_watch");
        HardeningCheck check =
                new HardeningCheck(Namespace.defaults(), fixture.roles(), policy, MutableClock.at(inTwoMonths));
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(check(connection, check))
                    .extracting(HardeningFinding::kind)
                    .containsOnly(Kind.MONTH_MISSING, Kind.EVENT_TRIGGER_MISSING);
            statement.execute("create function holdfast.watch() returns event_trigger language plpgsql as 'begin end';"
                    + " create event trigger ddl_watch on ddl_command_end execute function holdfast.watch()");
            HardeningCheck now =
                    new HardeningCheck(Namespace.defaults(), fixture.roles(), policy, MutableClock.at(Instant.now()));
            List<HardeningFinding> sleeping = check(connection, now);
            assertThat(sleeping).extracting(HardeningFinding::kind).containsExactly(Kind.EVENT_TRIGGER_MISSING);
            statement.execute(sleeping.get(0).nextStep());
            assertThat(check(connection, now)).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void run_catalogHidden_saysWhatIsNotChecked_andChecksTheRest() throws SQLException {
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(filled("revoke select on pg_catalog.pg_default_acl from public;"
                    + " grant delete on MONTH to public; set role READER"));
            List<HardeningFinding> found = check(connection, fixture.check());
            assertThat(found).extracting(HardeningFinding::kind).containsExactly(Kind.GRANT_SURPLUS, Kind.NOT_VISIBLE);
            assertThat(found.get(1).what()).isEqualTo("pg_catalog.pg_default_acl");
            connection.rollback();
        }
    }

    /** The tests' server keeps nothing durable. */
    @Test
    void run_serverThatLosesCommits_namesEachSetting() throws SQLException {
        try (Connection connection = fixture.audit().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(fixture.check().run(DSL.using(connection, SQLDialect.POSTGRES)))
                    .extracting(HardeningFinding::toString)
                    .containsExactly(setting("fsync"), setting("full_page_writes"), setting("synchronous_commit"));
            statement.execute("set local synchronous_commit = local");
            assertThat(fixture.check().run(DSL.using(connection, SQLDialect.POSTGRES)))
                    .hasSize(2);
        }
    }

    private static String setting(String name) {
        return "HIGH SETTING: " + name + " = off for the server (" + Kind.SETTING.why() + "); next: ALTER SYSTEM SET "
                + name + " = on; SELECT pg_reload_conf()";
    }

    /** What was opened, used and closed between two checks, no check sees; the seal does. */
    @Test
    void verify_openedChangedAndClosedAgain_isBrokenWhereTheCheckIsSilent() throws SQLException {
        fixture.seal().append(2);
        AuditRolesTest.sealAll(fixture.seal().seals(100));
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.seal().signer().key());
        for (String attack : List.of("delete from MONTH", "update MONTH set actor_id = 'nobody'")) {
            try (Connection connection = fixture.audit().database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(filled("alter table MONTH disable trigger audit_append_only; " + attack
                        + "; alter table MONTH enable always trigger audit_append_only"));
                assertThat(check(connection, fixture.check())).isEmpty();
                assertThat(verifier.verify(DSL.using(connection, SQLDialect.POSTGRES), List.of()))
                        .isInstanceOf(SealVerdict.Broken.class);
                connection.rollback();
            }
        }
    }

    /** What opens nothing, and takes no evidence away, but leaves new events unprotected. */
    @Test
    void verify_sealerStopped_isOverdueWhereTheCheckIsSilent() throws SQLException {
        AuditRolesTest.sealAll(fixture.seal().seals(100));
        fixture.seal().append(1);
        SealVerifier verifier =
                new SealVerifier(fixture.seal().log(), fixture.seal().signer().key());
        fixture.seal().clock().advance(Duration.ofHours(1));
        SealVerdict verdict = fixture.runner().call(tx -> verifier.verify(tx, List.of()));
        assertThat(verdict).isInstanceOf(SealVerdict.Overdue.class);
        assertThat(fixture.findings()).isEmpty();
    }

    private String filled(String sql) {
        return sql.replace("MONTH", month)
                .replace("STRANGER", fixture.name("stranger"))
                .replace("WRITER", fixture.role(LogPart.WRITE))
                .replace("SEALER", fixture.role(LogPart.SEAL))
                .replace("READER", fixture.role(LogPart.READ))
                .replace("OWNER", fixture.roles().owner())
                .replace("APP", fixture.name("app"));
    }

    private static List<HardeningFinding> check(Connection connection, HardeningCheck check) {
        List<HardeningFinding> found = new ArrayList<>(check.run(DSL.using(connection, SQLDialect.POSTGRES)));
        found.removeIf(finding -> finding.what().endsWith(" = off for the server"));
        return found;
    }
}
