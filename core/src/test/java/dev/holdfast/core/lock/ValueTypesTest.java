package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.ADA;
import static dev.holdfast.core.lock.LockFixture.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.ULong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of value in every statement: alone and in bulk the same is stored. */
class ValueTypesTest {
    private static final OptimisticLock LOCK = OptimisticLock.on(VersionedTable.of("everything", "id"));
    private static final RowKey KEY = RowKey.of(1);
    private static TestDatabase database;

    /** A host's own type. */
    private enum Mood {
        calm,
        stormy
    }

    @BeforeAll
    static void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("""
                SET TIME ZONE 'UTC';
                CREATE TYPE mood AS ENUM ('calm', 'stormy');
                CREATE DOMAIN short AS varchar(20);
                CREATE TABLE everything (id integer PRIMARY KEY, version integer NOT NULL,
                  a_text text, a_short short, a_char char(3), an_int integer, a_small smallint, a_big bigint,
                  a_numeric numeric(30, 4), a_real real, a_double double precision, a_boolean boolean, a_uuid uuid,
                  a_mood mood, a_json json, a_jsonb jsonb, a_date date, a_time time, a_timestamp timestamp,
                  a_timestamptz timestamptz, bytes bytea, texts text[], ints integer[], an_inet inet);
                """);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        database.execute("DELETE FROM everything; INSERT INTO everything VALUES (1, 1)");
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of("a_text", "O'Reilly \\ \"x\" {,}", "O'Reilly \\ \"x\" {,}"),
                Arguments.of("a_text", java.nio.CharBuffer.wrap("é😀"), "é😀"),
                Arguments.of("a_text", 'c', "c"),
                Arguments.of("a_text", "", ""),
                Arguments.of("a_short", "in a domain", "in a domain"),
                Arguments.of("a_char", "x", "x"),
                Arguments.of("an_int", 7, "7"),
                Arguments.of("an_int", 7L, "7"),
                Arguments.of("a_small", (byte) 7, "7"),
                Arguments.of("a_small", (short) -7, "-7"),
                Arguments.of("a_big", Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of("a_big", BigInteger.valueOf(Long.MAX_VALUE), "9223372036854775807"),
                Arguments.of("a_big", ULong.valueOf(12), "12"),
                Arguments.of("a_numeric", new BigInteger("99999999999999999999"), "99999999999999999999.0000"),
                Arguments.of("a_numeric", new BigDecimal("1.50"), "1.5000"),
                Arguments.of("a_real", 1.5f, "1.5"),
                Arguments.of("a_double", Double.NaN, "NaN"),
                Arguments.of("a_double", Double.NEGATIVE_INFINITY, "-Infinity"),
                Arguments.of("a_boolean", true, "true"),
                Arguments.of("a_uuid", ADA, ADA.toString()),
                Arguments.of("a_uuid", ADA.toString(), ADA.toString()),
                Arguments.of("a_mood", "calm", "calm"),
                Arguments.of("a_mood", Mood.stormy, "stormy"),
                Arguments.of("a_json", JSON.valueOf("{\"a\": [1, null]}"), "{\"a\": [1, null]}"),
                Arguments.of("a_jsonb", JSONB.valueOf("\"text\""), "\"text\""),
                Arguments.of("a_jsonb", "{\"a\": \"b\\\"c\"}", "{\"a\": \"b\\\"c\"}"),
                Arguments.of("a_date", LocalDate.of(2026, 3, 1), "2026-03-01"),
                Arguments.of("a_time", LocalTime.of(23, 59, 59, 123456000), "23:59:59.123456"),
                Arguments.of("a_timestamp", LocalDateTime.of(2026, 3, 1, 12, 30), "2026-03-01 12:30:00"),
                Arguments.of("a_timestamptz", Instant.parse("2026-03-01T12:30:00.5Z"), "2026-03-01 12:30:00.5+00"),
                Arguments.of(
                        "a_timestamptz", OffsetDateTime.parse("2026-03-01T12:30:00+05:30"), "2026-03-01 07:00:00+00"),
                Arguments.of(
                        "a_timestamptz",
                        Instant.parse("2026-03-01T12:30:00Z").atZone(ZoneId.of("Europe/Berlin")),
                        "2026-03-01 12:30:00+00"),
                Arguments.of("bytes", new byte[] {0, 1, (byte) 0xFE, '\\'}, "\\x0001fe5c"),
                Arguments.of("an_inet", "192.0.2.1", "192.0.2.1/32"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void update_value_isStored(String column, Object value, String stored) throws SQLException {
        assertThatObject(committed(database, tx -> LOCK.update(tx, KEY, 1, Changes.of(column, value))))
                .isEqualTo(new UpdateResult.Updated(2));
        assertThat(stored(column)).isEqualTo(stored);
    }

    @ParameterizedTest
    @MethodSource("values")
    void updateAll_value_isStoredTheSame(String column, Object value, String stored) throws SQLException {
        assertThatObject(committed(
                        database, tx -> LOCK.updateAll(tx, List.of(new RowUpdate(KEY, 1, Changes.of(column, value))))))
                .isEqualTo(new BulkResult.Applied(List.of(new BulkResult.Winner(KEY, 2)), List.of()));
        assertThat(stored(column)).isEqualTo(stored);
    }

    @Test
    void update_arrays_areStored() throws SQLException {
        assertThatObject(committed(
                        database,
                        tx -> LOCK.update(
                                tx,
                                KEY,
                                1,
                                Changes.of("texts", new String[] {"a", "b,c"}).and("ints", new int[] {1, 2}))))
                .isEqualTo(new UpdateResult.Updated(2));
        assertThat(stored("texts")).isEqualTo("{a,\"b,c\"}");
        assertThat(stored("ints")).isEqualTo("{1,2}");
    }

    @Test
    void update_fieldWithConverter_storesWhatTheDatabaseSees() throws SQLException {
        Field<Mood> mood = DSL.field(
                DSL.name("a_mood"),
                SQLDataType.VARCHAR.asConvertedDataType(
                        Converter.ofNullable(String.class, Mood.class, Mood::valueOf, Mood::name)));
        Changes changes = Changes.of(Map.of(mood, Mood.stormy, "an_int", 3));

        assertThatObject(committed(database, tx -> LOCK.update(tx, KEY, 1, changes.and(mood, Mood.calm))))
                .isEqualTo(new UpdateResult.Updated(2));
        assertThat(stored("a_mood")).isEqualTo("calm");
        assertThat(stored("an_int")).isEqualTo("3");
        assertThatObject(committed(
                        database, tx -> LOCK.read(tx, KEY).orElseThrow().get(mood)))
                .isEqualTo(Mood.calm);
    }

    private static String stored(String column) throws SQLException {
        return database.queryStrings("SELECT CASE WHEN set_config('TimeZone', 'UTC', false) <> '' THEN " + column
                        + "::text END FROM everything")
                .get(0);
    }
}
