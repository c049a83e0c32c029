package dev.holdfast.audit.record.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY FROM is refused to a role under row-level security: the rows go in by INSERT. */
class RowSecurityTest {
    private final AuditFixture fixture = AuditFixture.create();
    private final RowEncoder encoder = new RowEncoder(Origin.LIVE);
    private final AtomicInteger transactions = new AtomicInteger();
    private String role;

    @BeforeEach
    void force() throws SQLException {
        role = fixture.database().name() + "_app";
        fixture.database().execute("""
                CREATE ROLE %1$s;
                GRANT USAGE ON SCHEMA holdfast TO %1$s;
                GRANT INSERT, SELECT ON holdfast.audit_event TO %1$s;
                ALTER TABLE holdfast.audit_event ENABLE ROW LEVEL SECURITY;
                ALTER TABLE holdfast.audit_event FORCE ROW LEVEL SECURITY;
                CREATE POLICY append ON holdfast.audit_event FOR ALL TO %1$s USING (true) WITH CHECK (true)""".formatted(role));
    }

    @AfterEach
    void close() throws SQLException {
        fixture.database().execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        fixture.close();
    }

    @Test
    void write_asARoleUnderRowSecurity_insertsAndSaysSoOnce() throws SQLException {
        BatchWriter writer = new BatchWriter(asRole(), Namespace.defaults(), Metrics.discarding(), Ticker.system());
        // Nothing may be left to a later try.
        Patience none = (failed, since) -> false;
        List<EventRow> rows = rows(30);
        String said = said(() -> {
            assertThat(writer.write(rows.subList(0, 10), false, none)).isEmpty();
            assertThat(transactions).as("refused, and inserted").hasValue(2);
            assertThat(writer.write(rows.subList(10, 20), false, none)).isEmpty();
            assertThat(transactions).as("inserted at once").hasValue(3);
            assertThat(writer.write(rows.subList(15, 30), true, none))
                    .as("some are there")
                    .isEmpty();
        });
        assertThat(fixture.count()).isEqualTo(30);
        assertThat(said).containsOnlyOnce("COPY into holdfast.audit_event is refused [SQLSTATE 0A000]");
    }

    /** What the server refuses by that code for another reason is no matter of COPY. */
    @Test
    void write_refusedByATriggerOfThatCode_isNoMatterOfCopy() throws SQLException {
        fixture.database().execute("""
                CREATE FUNCTION holdfast.no() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN RAISE EXCEPTION USING ERRCODE = '0A000'; END$$;
                CREATE TRIGGER no BEFORE INSERT ON holdfast.audit_event FOR EACH ROW EXECUTE FUNCTION holdfast.no()""");
        BatchWriter writer =
                new BatchWriter(fixture.runner(), Namespace.defaults(), Metrics.discarding(), Ticker.system());
        String said = said(() -> assertThat(writer.write(rows(2), false, (failed, since) -> false))
                .hasSize(2));
        assertThat(said).doesNotContain("COPY").contains("batch of 2 audit events failed, try 1");
        assertThat(fixture.count()).isZero();
    }

    private TransactionRunner asRole() {
        TransactionRunner plain = fixture.runner();
        return work -> {
            transactions.incrementAndGet();
            plain.run(tx -> {
                tx.execute("set local role " + role);
                work.accept(tx);
            });
        };
    }

    private List<EventRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> encoder.encode(
                        EventDoor.defaults().admit(fixture.event().with("n", i).build())))
                .toList();
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** What goes to the log of the JVM, which is the error stream. */
    private static String said(Work work) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
