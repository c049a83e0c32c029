package dev.holdfast.audit.seal.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.core.event.SecurityEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** By whatever way a row is read, its leaf is the one that the columns give. */
class LeafRowsProperties {
    private static AuditFixture audit;

    @BeforeContainer
    static void open() {
        audit = AuditFixture.create();
    }

    @AfterContainer
    static void close() {
        audit.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void read_anyEvent_byCopyAndByCursor_isOneLeaf(@ForAll("events") SecurityEvent event) throws SQLException {
        try (Connection connection = audit.database().connect()) {
            connection.setAutoCommit(false);
            audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
            assertOneLeaf(connection, 1);
            connection.rollback();
        }
    }

    @Provide
    Arbitrary<SecurityEvent> events() {
        return EventArbitraries.around(Clock.systemUTC().instant());
    }

    /** What other programs write into the table, and the model would not. */
    @Example
    void read_oddValues_byCopyAndByCursor_areOneLeaf() throws SQLException {
        for (String odd : List.of(
                "recorded_at = 'infinity', origin = 'IMPORT'",
                "recorded_at = '-infinity', origin = 'IMPORT'",
                "recorded_at = '294276-12-31 23:59:59.999999+00', origin = 'IMPORT'",
                "recorded_at = '4713-01-01 00:00:00.000001 BC', origin = 'IMPORT'",
                "recorded_at = '1969-12-31 23:59:59.999999+00', origin = 'IMPORT'",
                "source_ip = '10.1.0.0/16'",
                "source_ip = '::ffff:192.0.2.1'",
                "source_ip = '2001:db8::1/64'",
                "tx_id = '18446744073709551615'",
                "http_status = -32768, http_duration_us = -9223372036854775808, trace_flags = 32767",
                "suspicious = true, actor_name = '', user_agent = U&'\\00FC\\+01F600'",
                "metadata = '{\"n\": 1e400, \"a\": [-0.0, 1.50, {}, [], null, true, false]}'",
                "metadata = '[\"\\u0001\\\"\\\\ }],{\\u00fc\\ud83d\\ude00\"]'",
                "metadata = '7'")) {
            try (Connection connection = audit.database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                audit.log()
                        .append(
                                DSL.using(connection, SQLDialect.POSTGRES),
                                audit.event().build());
                statement.execute("alter table holdfast.audit_event" + " drop constraint audit_event_recorded_near_id");
                int unused = statement.executeUpdate("update holdfast.audit_event set " + odd);
                assertOneLeaf(connection, 1);
                connection.rollback();
            }
        }
    }

    @Example
    void read_manyRowsAndNone_givesEachOnce() throws SQLException {
        try (Connection connection = audit.database().connect()) {
            connection.setAutoCommit(false);
            assertOneLeaf(connection, 0);
            for (int i = 0; i < 2500; i++) {
                audit.log()
                        .append(
                                DSL.using(connection, SQLDialect.POSTGRES),
                                audit.event().build());
            }
            assertOneLeaf(connection, 2500);
            connection.rollback();
        }
    }

    private static void assertOneLeaf(Connection connection, int rows) throws SQLException {
        String from = " from holdfast.audit_event e order by id";
        List<String> copied = read(connection, from);
        assertThat(copied).hasSize(rows).isEqualTo(read(plain(connection), from));
        List<String> plainly = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + LeafColumn.select("e") + from)) {
            LeafEncoder encoder = new LeafEncoder();
            while (row.next()) {
                encoder.encode(row, 1);
                plainly.add("7 " + row.getString(4) + " " + row.getString(1) + " "
                        + HexFormat.of().formatHex(encoder.bytes()));
            }
        }
        assertThat(copied).isEqualTo(plainly);
    }

    private static List<String> read(Connection connection, String from) throws SQLException {
        List<String> leaves = new ArrayList<>();
        LeafEncoder encoder = new LeafEncoder();
        LeafRows.read(connection, "select " + LeafRows.select("7::bigint", "e") + from, row -> {
            row.encode(encoder);
            leaves.add(row.place() + " " + row.tx() + " " + row.id() + " "
                    + HexFormat.of().formatHex(encoder.bytes()));
        });
        return leaves;
    }

    /** A connection that unwraps to nothing, as those of some pools and tracing drivers. */
    private static Connection plain(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
