package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.seal.AuditSeals;
import dev.holdfast.audit.seal.SealPolicy;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.audit.seal.SealedLog;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sealer's index on a log that holds much: made ahead by the statements that the script names, and picked up. */
class TreeIndexAheadTest {
    private static final Namespace PLACE = Namespace.defaults();
    private static final int EVENTS = 20;

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private List<String> months;

    /** The log as it was before there was a tree, with events. */
    @BeforeEach
    void fill() throws SQLException {
        database.execute(script(0));
        TransactionRunner runner = TransactionRunner.over(database.dataSource());
        new AuditPartitions(runner, PLACE, PartitionPolicy.defaults(), Clock.systemUTC()).ensureAhead();
        Uuid7 ids = Uuid7.of(Clock.systemUTC());
        AuditLog log = AuditLog.of(PLACE);
        runner.run(tx -> {
            for (int i = 0; i < EVENTS; i++) {
                log.append(
                        tx,
                        SecurityEvent.builder(ids.next(), Clock.systemUTC().instant(), AuditFixture.ACTION)
                                .build());
            }
        });
        months = database.queryStrings("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                + " where i.inhparent = 'holdfast.audit_event'::regclass order by 1");
        assertThat(months).hasSizeGreaterThan(1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void script_indexMadeAhead_isPickedUpAndNotBuiltAgain() throws SQLException {
        List<String> ahead = ahead();
        database.execute(ahead.get(0));
        for (String month : months) {
            of(month, ahead);
        }
        List<String> before = indexes();
        assertThat(before).as("of the log and of each month").hasSize(months.size() + 1);
        database.execute(script(1));
        assertThat(indexes()).as("the same files").isEqualTo(before);
        SealedLog log = new SealedLog(PLACE, Clock.systemUTC(), SealPolicy.defaults());
        AuditSeals seals = new AuditSeals(
                TransactionRunner.over(database.dataSource()), log, TestKeys.signer("example.com/audit"));
        database.execute(script(2));
        assertThat(seals.seal())
                .isInstanceOfSatisfying(
                        SealResult.Sealed.class,
                        done -> assertThat(done.events()).isEqualTo(EVENTS));
    }

    /** A name alone is no index: one month was forgotten. */
    @Test
    void script_indexAheadNotWhole_isRefusedAndNothingIsMade() throws SQLException {
        List<String> ahead = ahead();
        database.execute(ahead.get(0));
        for (String month : months.subList(1, months.size())) {
            of(month, ahead);
        }
        assertThatThrownBy(() -> database.execute(script(1)))
                .hasMessageContaining("index holdfast.audit_event_tx must be on (tx_id, id) and valid");
        assertThat(database.queryLong("select count(*) from pg_class where relname = 'audit_leaf'"))
                .isZero();
        of(months.get(0), ahead);
        database.execute(script(1));
    }

    @Test
    void script_otherIndexOfTheName_isRefused() throws SQLException {
        database.execute("CREATE INDEX audit_event_tx ON holdfast.audit_event (tx_id)");
        assertThatThrownBy(() -> database.execute(script(1))).hasMessageContaining("drop it");
    }

    private void of(String month, List<String> ahead) throws SQLException {
        for (String statement : ahead.subList(1, ahead.size())) {
            database.execute(statement.replace("audit_event_2026_08", month));
        }
    }

    private static String script(int number) {
        return SchemaModule.of("audit", AuditSchema.module().scripts().subList(number, number + 1))
                .ddl(PLACE);
    }

    /** The statements that stand in the script's head. */
    private static List<String> ahead() {
        List<String> statements = PLACE.fill(
                        AuditSchema.module().scripts().get(1).up())
                .lines()
                .filter(line -> line.matches("-- {5,}(CREATE|ALTER) .*;"))
                .map(line -> line.substring(2).strip())
                .toList();
        assertThat(statements).hasSize(3);
        return statements;
    }

    private List<String> indexes() throws SQLException {
        return database.queryStrings("select c.relname || ' ' || c.oid || ' ' || c.relfilenode || ' ' || x.indisvalid"
                + " from pg_index x join pg_class c on c.oid = x.indexrelid where c.relname like '%\\_tx' order by 1");
    }
}
