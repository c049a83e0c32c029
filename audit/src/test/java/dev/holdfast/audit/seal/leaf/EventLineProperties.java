package dev.holdfast.audit.seal.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.core.event.SecurityEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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

/** The line of an archive gives back the leaf it was made of, whatever the event holds. */
class EventLineProperties {
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
    void line_anyEvent_givesTheLeafBack(@ForAll("events") SecurityEvent event) throws SQLException {
        try (Connection connection = audit.database().connect()) {
            connection.setAutoCommit(false);
            audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
            assertLine(connection, event);
            connection.rollback();
        }
    }

    @Provide
    Arbitrary<SecurityEvent> events() {
        return EventArbitraries.around(Clock.systemUTC().instant());
    }

    /** What other programs write into the table, and the model would not. */
    @Example
    void line_oddJson_givesTheLeafBack() throws SQLException {
        for (String json : List.of(
                "{\"n\": 1e400}",
                "{\"n\": -0.0, \"m\": 1.50}",
                "[[[[[[[[[[{\"a\": [{}]}]]]]]]]]]]",
                "\"\\u0001\\\"\\\\ }],{\"",
                "null",
                "{\"}\": \"{\", \",\": \":\"}")) {
            try (Connection connection = audit.database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                SecurityEvent event = audit.event().build();
                audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
                statement.execute(
                        "update holdfast.audit_event set metadata = '" + json + "' where id = '" + event.id() + "'");
                assertLine(connection, event);
                connection.rollback();
            }
        }
    }

    @Example
    void parse_otherLines_areRefused() {
        String line = new EventLine(7, Map.of("actor_id", "a")).text();
        assertThat(line).isEqualTo("{\"leaf_index\":7,\"actor_id\":\"a\"}");
        assertThat(EventLine.parse(line)).contains(new EventLine(7, Map.of("actor_id", "a")));
        for (String other : List.of(
                "",
                "{}",
                line + " ",
                " " + line,
                line.replace("7", "-7"),
                line.replace("7", "x"),
                line.replace("actor_id", "other"),
                line.replace("\"a\"", "a"),
                line.replace("}", ",\"actor_id\":\"b\"}"),
                line.replace("\"a\"}", "\"a"),
                line.replace("\"a\"}", "\"a\"},\"metadata\":{"),
                "{\"leaf_index\":7,\"metadata\":[")) {
            assertThat(EventLine.parse(other)).as(other).isEmpty();
        }
    }

    private static void assertLine(Connection connection, SecurityEvent event) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + LeafColumn.select("e")
                        + " from holdfast.audit_event e where id = '" + event.id() + "'")) {
            assertThat(row.next()).isTrue();
            LeafEncoder encoder = new LeafEncoder();
            encoder.encode(row, 1);
            byte[] leaf = encoder.bytes();
            String line = new EventLine(3, LeafContent.read(leaf).orElseThrow()).text();
            assertThat(line).doesNotContain("\n");
            EventLine read = EventLine.parse(line).orElseThrow();
            encoder.encode(read.columns());
            assertThat(encoder.bytes()).isEqualTo(leaf);
            assertThat(read.index()).isEqualTo(3);
        }
    }
}
