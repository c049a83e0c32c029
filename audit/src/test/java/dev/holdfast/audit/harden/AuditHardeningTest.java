package dev.holdfast.audit.harden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.core.Namespace;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditHardeningTest {
    private static final String REPLICA = "set session_replication_role = replica; ";

    private static final List<String> CHANGES = List.of(
            "update holdfast.audit_event set actor_id = 'x'",
            "delete from holdfast.audit_event",
            "delete from holdfast.audit_event where false",
            "truncate holdfast.audit_event",
            "update %s set actor_id = 'x'",
            "delete from %s",
            "truncate %s",
            "update holdfast.audit_leaf set event_id = gen_random_uuid()",
            "delete from holdfast.audit_leaf",
            "truncate holdfast.audit_leaf",
            "delete from holdfast.audit_tile",
            "truncate holdfast.audit_tile",
            "update holdfast.audit_tile set hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))",
            "update holdfast.audit_tile set hashes = substr(hashes, 1, 32)",
            "update holdfast.audit_tile set tile_index = 7",
            "delete from holdfast.audit_checkpoint",
            "truncate holdfast.audit_checkpoint",
            "delete from holdfast.audit_tree",
            "truncate holdfast.audit_tree");

    private HardenFixture fixture;

    @BeforeEach
    void harden() throws SQLException {
        fixture = HardenFixture.create();
    }

    @AfterEach
    void close() throws SQLException {
        fixture.close();
    }

    @Test
    void roles_hardened_haveWhatTheirPartNeedsAndNothingElse() throws SQLException {
        assertThat(fixture.acl())
                .isEqualTo(Map.of(
                        "write", List.of("audit_event INSERT"),
                        "record", List.of("audit_event INSERT", "audit_event SELECT"),
                        "seal",
                                List.of(
                                        "audit_checkpoint INSERT",
                                        "audit_checkpoint SELECT",
                                        "audit_checkpoint UPDATE",
                                        "audit_event SELECT",
                                        "audit_leaf INSERT",
                                        "audit_leaf SELECT",
                                        "audit_tile INSERT",
                                        "audit_tile SELECT",
                                        "audit_tile UPDATE",
                                        "audit_tree SELECT",
                                        "audit_tree UPDATE"),
                        "read",
                                List.of(
                                        "audit_checkpoint SELECT",
                                        "audit_event SELECT",
                                        "audit_leaf SELECT",
                                        "audit_tile SELECT",
                                        "audit_tree SELECT")));
    }

    /** As superuser, in the mode in which ordinary triggers and foreign keys sleep. */
    @Test
    void change_ofAnyTable_isRefusedInEverySession() throws SQLException {
        fixture.seal().append(3);
        AuditRolesTest.sealAll(fixture.seal().seals(100));
        for (String change : CHANGES) {
            String statement = REPLICA + change.formatted(fixture.month());
            assertThatThrownBy(() -> fixture.execute(statement))
                    .as(change)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("AL001"))
                    .hasMessageMatching("(?s).*(is append-only: |only grows: ).*");
        }
        assertThat(fixture.audit().count()).isEqualTo(3);
    }

    @Test
    void month_detached_keepsItsGuardsAndIsDroppedWholeByTheOwner() throws SQLException {
        fixture.seal().append(1);
        String month = fixture.month();
        String asOwner = "set role " + fixture.roles().owner() + "; ";
        fixture.execute(asOwner + "alter table holdfast.audit_event detach partition " + month);
        assertThatThrownBy(() -> fixture.execute(asOwner + "delete from " + month))
                .hasMessageContaining("append-only: DELETE is refused");
        assertThatThrownBy(() -> fixture.execute(asOwner + "truncate " + month))
                .hasMessageContaining("append-only: TRUNCATE is refused");
        fixture.execute(asOwner + "drop table " + month);
        assertThat(fixture.audit().count()).isZero();
    }

    @Test
    void month_madeLaterByTheOwnersMember_isHardenedWhateverDefaultPrivilegesSay() throws SQLException {
        String job = fixture.name("job");
        String defaults = "alter default privileges for role %s in schema holdfast grant all on tables to public";
        fixture.execute("create role " + job + " login password 'invented' in role "
                + fixture.roles().owner() + "; " + defaults.formatted(job) + "; "
                + defaults.formatted(fixture.roles().owner()));
        new AuditPartitions(fixture.runner(job), Namespace.defaults(), PartitionPolicy.defaults(), Clock.systemUTC())
                .ensure(YearMonth.of(2090, 1), YearMonth.of(2090, 1));
        assertThat(fixture.findings())
                .isNotEmpty()
                .allMatch(finding -> finding.kind() == HardeningFinding.Kind.DEFAULT_PRIVILEGES)
                .allMatch(finding -> finding.what().contains(fixture.roles().owner()));
        assertThatThrownBy(() -> fixture.execute("truncate holdfast.audit_event_2090_01"))
                .hasMessageContaining("append-only");
    }

    @Test
    void apply_again_doesNothing_andAfterAnyDisorder_onlyWhatIsMissing() throws SQLException {
        assertThat(apply()).isEmpty();
        String month = fixture.month();
        fixture.execute("drop trigger audit_append_only on " + month);
        fixture.execute("alter table holdfast.audit_leaf disable trigger audit_no_truncate");
        fixture.execute("grant delete on " + month + " to public");
        fixture.execute("revoke insert on holdfast.audit_event from " + fixture.role(LogPart.WRITE));
        fixture.execute("alter function holdfast.audit_grow_only() set search_path = public");
        fixture.execute("alter table holdfast.audit_tree owner to "
                + fixture.audit().database().user());
        List<String> plan = fixture.runner().call(tx -> fixture.hardening().plan(tx));
        assertThat(apply()).isEqualTo(plan).hasSize(6);
        assertThat(fixture.findings()).isEmpty();
        assertThat(apply()).isEmpty();
    }

    @Test
    void apply_rolledBack_leavesNothing() throws SQLException {
        fixture.runner().run(tx -> fixture.hardening().undo(tx));
        assertThatThrownBy(() -> fixture.runner().run(tx -> {
                    assertThat(fixture.hardening().apply(tx)).isNotEmpty();
                    throw new IllegalStateException("host failed");
                }))
                .hasMessage("host failed");
        fixture.execute("truncate holdfast.audit_event");
    }

    @Test
    void undo_hardened_takesEveryTriggerAndLetsTheScriptsBeUndone() throws SQLException {
        assertThatThrownBy(() -> fixture.execute(AuditSchema.module().undoDdl(Namespace.defaults())))
                .hasMessageContaining("depend");
        String month = fixture.month();
        fixture.execute("alter table holdfast.audit_event detach partition " + month);
        assertThat(undo()).isNotEmpty();
        assertThat(undo()).isEmpty();
        fixture.execute("delete from " + month + "; drop table " + month);
        fixture.execute(AuditSchema.module().undoDdl(Namespace.defaults()));
    }

    @Test
    void apply_rolesMissing_isRefusedWithTheirDdl_orMakesThem() throws SQLException {
        String other = fixture.name("other, and \"quoted\"");
        AuditRoles roles = fixture.roles().with(LogPart.READ, other);
        AuditHardening hardening = AuditHardening.of(Namespace.defaults(), roles);
        String create = "CREATE ROLE \"" + other.replace("\"", "\"\"") + "\" NOLOGIN";
        assertThatThrownBy(() -> fixture.runner().run(tx -> hardening.apply(tx)))
                .isInstanceOf(MissingRoleException.class)
                .hasMessageContainingAll(create, "createMissingRoles()");
        List<String> run =
                fixture.runner().call(tx -> hardening.createMissingRoles().apply(tx));
        assertThat(run).startsWith(create).hasSizeGreaterThan(5);
        List<String> left = fixture.runner().call(hardening::plan);
        assertThat(left).isEmpty();
    }

    @Test
    void apply_logOfAnApplication_changesItsOwnerAndKeepsNoneOfItsPrivileges() throws SQLException {
        String application = fixture.name("application");
        fixture.execute("create role " + application + "; grant all on schema holdfast to " + application);
        for (String table : tables()) {
            fixture.execute("alter table " + table + " owner to " + application);
        }
        assertThat(fixture.findings()).extracting(HardeningFinding::kind).contains(HardeningFinding.Kind.OWNER_OTHER);
        assertThat(apply()).isNotEmpty();
        assertThat(fixture.findings()).isEmpty();
        assertThat(fixture.acl()).doesNotContainKey("application");
    }

    @Test
    void roles_badInput_isRefusedInWords() {
        AuditRoles roles = AuditRoles.ownedBy("owner");
        Stream.of("", "pg_monitor", "a\u0000b", "x".repeat(64))
                .forEach(name -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> roles.with(LogPart.WRITE, name))
                        .withMessageContaining("role must be a role's name"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roles.with(LogPart.WRITE, "owner"))
                .withMessageContaining("owner must not hold WRITE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HardeningPolicy.defaults().withMonthsAhead(25))
                .withMessageContaining("monthsAhead must be between 0 and 24");
    }

    private List<String> tables() throws SQLException {
        return fixture.audit().database().queryStrings("""
                select oid::regclass from pg_class where relnamespace = 'holdfast'::regnamespace and relkind in ('r', 'p')""");
    }

    private List<String> undo() {
        return fixture.runner().call(tx -> fixture.hardening().undo(tx));
    }

    private List<String> apply() {
        return fixture.runner().call(tx -> fixture.hardening().apply(tx));
    }
}
