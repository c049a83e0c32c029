package dev.holdfast.audit.seal.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.core.event.SecurityEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
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

class LeafProperties {
    private static final String ROW =
            "select " + LeafColumn.select("e") + " from holdfast.audit_event e where id = '%s'";
    private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia");

    private static Instant now;
    private static AuditFixture audit;

    @BeforeContainer
    static void open() {
        now = Clock.systemUTC().instant();
        audit = AuditFixture.create();
    }

    @AfterContainer
    static void close() {
        audit.close();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void leaf_anyEvent_isTheSameWhateverTheSession(@ForAll("events") SecurityEvent event) throws SQLException {
        try (Connection connection = audit.database().connect()) {
            connection.setAutoCommit(false);
            audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
            byte[] leaf = leaf(connection, event.id().toString());
            TimeZone zone = TimeZone.getDefault();
            Locale locale = Locale.getDefault();
            try (Statement statement = connection.createStatement()) {
                for (String id : ZONES) {
                    TimeZone.setDefault(TimeZone.getTimeZone(id));
                    Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
                    statement.execute("set local timezone = '" + id + "'");
                    statement.execute("set local datestyle = 'ISO, DMY'");
                    statement.execute("set local intervalstyle = 'sql_standard'");
                    assertThat(leaf(connection, event.id().toString())).isEqualTo(leaf);
                }
            } finally {
                TimeZone.setDefault(zone);
                Locale.setDefault(locale);
            }
            assertThat(LeafContent.read(leaf).orElseThrow())
                    .containsEntry("id", event.id().toString())
                    .containsEntry("occurred_at", event.occurredAt().toString())
                    .containsEntry("actor_id", event.actor().id())
                    .containsEntry("schema_version", "1")
                    .containsOnlyKeys(notNull(connection, event.id().toString()));
            connection.rollback();
        }
    }

    @Example
    void columns_ofTheLeaf_areThoseOfTheTableInOrder() throws SQLException {
        assertThat(audit.database().queryStrings("""
                select column_name from information_schema.columns where table_schema = 'holdfast'
                and table_name = 'audit_event' order by ordinal_position"""))
                .isEqualTo(LeafColumn.all().stream().map(LeafColumn::column).toList());
    }

    @Example
    void json_asStored_isOneFormOfBytes() throws SQLException {
        Map<String, String> same = Map.of(
                "[1e2]", "[100]",
                "{\"b\":1,\"a\":2,\"b\":3}", "{\"a\":2,\"b\":3}",
                "[1e-5]", "[0.00001]",
                "[-0]", "[0]",
                "[\"\\u00fc\\ud83d\\ude00\"]", "[\"\u00fc\ud83d\ude00\"]",
                "[\"\\/\"]", "[\"/\"]",
                "{\"aa\":1,\"b\":2}", "{\"b\":2,\"aa\":1}");
        for (Map.Entry<String, String> pair : same.entrySet()) {
            assertThat(json(pair.getKey())).as(pair.getKey()).isEqualTo(json(pair.getValue()));
        }
        List<String> different = List.of(
                "[1.50]",
                "[1.5]",
                "[\"1.5\"]",
                "[[1.5]]",
                "{\"1.5\":null}",
                "[null]",
                "[\"null\"]",
                "[]",
                "[[]]",
                "[{}]",
                "{}",
                "[true]",
                "[false]",
                "[\"\"]",
                "[\"\",\"\"]",
                "[0]",
                "[0.0]",
                "[9007199254740993]",
                "[9007199254740992]",
                "[1e400]",
                "[1e-400]",
                "[1e401]",
                "[\"a\",\"b\"]",
                "[\"a\\\",\\\"b\"]",
                "{\"a\":\"b\"}",
                "{\"a\":{\"b\":1}}",
                "{\"a\":{},\"b\":1}",
                "[\"\u007f\"]",
                "[\"\\u0001\"]");
        assertThat(different.stream().map(text -> HexFormat.of().formatHex(json(text))))
                .doesNotHaveDuplicates();
    }

    @Example
    void json_writtenDown_isTheFormatsExample() {
        // o 1, key k, a 4, d 1.50, s ü, t, n
        assertThat(HexFormat.of().formatHex(json("{\"k\":[1.50,\"\u00fc\",true,null]}")))
                .isEqualTo(
                        "6f00000001" + "000000016b" + "6100000004" + "6400000004312e3530" + "7300000002c3bc" + "746e");
    }

    @Example
    void json_nestedDeep_isWritten() {
        LeafBuffer buffer = new LeafBuffer();
        new JsonLeaf(buffer).write("[".repeat(100_000) + "]".repeat(100_000));
        assertThat(buffer.length()).isEqualTo(500_000);
    }

    @Example
    void json_notAsJsonbPrintsIt_isRefused() {
        for (String bad : List.of(
                "",
                "{",
                "[1",
                "[1e2]",
                "[01x]",
                "[.5]",
                "[-]",
                "nul",
                "{\"a\" 1}",
                "[1 2]",
                "[1,,2]",
                "\"a",
                "[1]]",
                "{\"b\": 1, \"a\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{\"aa\": 1, \"b\": 2}",
                "\"\ud800\"",
                "\"\\ud800\"",
                "[".repeat(5100))) {
            assertThatIllegalArgumentException()
                    .as(bad.substring(0, Math.min(20, bad.length())))
                    .isThrownBy(() -> new JsonLeaf(new LeafBuffer()).write(bad));
        }
    }

    @Property(tries = 300)
    void read_anyBytes_isEmptyOrALeaf(@ForAll byte[] tail) {
        byte[] head = LeafEncoder.FORMAT.getBytes(StandardCharsets.US_ASCII);
        byte[] leaf = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, leaf, head.length, tail.length);
        LeafContent.read(leaf)
                .ifPresent(columns -> assertThat(columns.isEmpty()).isEqualTo(tail.length == 0));
        assertThat(LeafContent.read(tail)).isEmpty();
    }

    @Provide
    Arbitrary<SecurityEvent> events() {
        return EventArbitraries.around(now);
    }

    private static byte[] leaf(Connection connection, String id) throws SQLException {
        LeafEncoder encoder = new LeafEncoder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROW.formatted(id))) {
            assertThat(row.next()).isTrue();
            encoder.encode(row, 1);
        }
        return encoder.bytes();
    }

    private static String[] notNull(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROW.formatted(id))) {
            assertThat(row.next()).isTrue();
            List<String> names = new java.util.ArrayList<>();
            for (int i = 1; i <= LeafColumn.all().size(); i++) {
                if (row.getString(i) != null) {
                    names.add(LeafColumn.all().get(i - 1).column());
                }
            }
            return names.toArray(new String[0]);
        }
    }

    /** Through the database, as every stored value goes. */
    private static byte[] json(String text) {
        LeafBuffer buffer = new LeafBuffer();
        try {
            String escaped = text.replace("'", "''");
            new JsonLeaf(buffer)
                    .write(audit.database()
                            .queryStrings("select '" + escaped + "'::jsonb")
                            .get(0));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.length());
    }
}
