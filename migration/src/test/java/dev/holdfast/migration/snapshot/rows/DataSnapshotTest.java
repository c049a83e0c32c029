package dev.holdfast.migration.snapshot.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSnapshotTest {
    private static TestDatabase database;

    @BeforeAll
    static void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TYPE mood AS ENUM ('calm', 'wild'); CREATE DOMAIN word AS text");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static RowFingerprint of(String type, String... values) throws Exception {
        String rows = String.join(
                ", ",
                Arrays.stream(values)
                        .map(value -> "(" + value + "::" + type + ")")
                        .toList());
        database.execute("DROP TABLE IF EXISTS t; CREATE TABLE t (v " + type + "); INSERT INTO t VALUES " + rows);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            return RowFingerprint.of(connection, new TableName("public", "t"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        numeric       | 1.0                              | 1.00
        json          | '{"a":1,"b":2}'                  | '{"b":2,"a":1}'
        json          | '[1]'                            | '[ 1]'
        xml           | '<a/>'                           | '<a></a>'
        float8        | '0'                              | '-0'
        float8        | 0.1                              | 0.10000000000000002
        interval      | '1 month'                        | '30 days'
        timestamptz   | '2026-01-01 00:00+00'            | '2026-01-01 00:00:00.000001+00'
        timetz        | '10:00+00'                       | '11:00+01'
        text          | NULL                             | ''
        text          | 'NULL'                           | NULL
        mood          | 'calm'                           | 'wild'
        mood          | NULL                             | 'calm'
        mood[]        | '{calm,NULL}'                    | '{calm}'
        word          | 'a'                              | 'a '
        point         | '(0,0)'                          | '(0,1e-300)'
        aclitem       | 'postgres=r/postgres'            | 'postgres=w/postgres'
        aclitem[]     | '{postgres=r/postgres}'          | '{}'
        tsvector      | 'a:1'                            | 'a:2'
        regclass      | 'pg_class'                       | 'pg_type'
        bytea         | '\\x00'                          | '\\x0000'
        int4range     | '[1,2)'                          | 'empty'
        char(3)       | 'a'                              | 'b'
        """)
    void of_valuesThatDiffer_differ(String type, String one, String other) throws Exception {
        RowFingerprint before = of(type, one);
        assertThat(of(type, one)).isEqualTo(before);
        assertThat(of(type, other)).isNotEqualTo(before);
        assertThat(of(type, other, one)).isEqualTo(of(type, one, other));
    }

    @Test
    void of_equalRows_doNotCancelOut() throws Exception {
        assertThat(of("int", "1", "1")).isNotEqualTo(of("int", "2", "2"));
        assertThat(of("int", "1", "1", "2")).isNotEqualTo(of("int", "1", "2", "2"));
        assertThat(of("mood", "'calm'", "'calm'")).isNotEqualTo(of("mood", "'wild'", "'wild'"));
    }

    @Test
    void read_columnOrderAndSettingsOfTheSession_makeNoDifference() throws Exception {
        database.execute("CREATE SCHEMA one; CREATE SCHEMA two;"
                + " CREATE TABLE one.t (a int, b timestamptz, c mood, d money);"
                + " CREATE TABLE two.t (d money, c mood, b timestamptz, a int);"
                + " INSERT INTO one.t VALUES (1, '2026-01-01', 'calm', 5);"
                + " INSERT INTO two.t (a, b, c, d) SELECT * FROM one.t;"
                + " CREATE DOMAIN instant AS timestamptz; CREATE TABLE one.i (i instant);"
                + " INSERT INTO one.i VALUES ('2026-01-01')");
        SnapshotScope scope = SnapshotScope.of("one");
        DataSnapshot before = DataSnapshot.take(database.dataSource(), scope);
        DataSnapshot two = DataSnapshot.take(database.dataSource(), SnapshotScope.of("two"));
        TableName table = new TableName("one", "t");
        assertThat(two.tables().get(new TableName("two", "t")))
                .isEqualTo(before.tables().get(table));
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SET TIME ZONE 'Asia/Kolkata'; SET extra_float_digits = 0");
            assertThat(before.diff(DataSnapshot.read(connection, scope)).isEmpty())
                    .isTrue();
            try (var zone = connection.createStatement().executeQuery("SHOW TimeZone")) {
                zone.next();
                assertThat(zone.getString(1)).isEqualTo("Asia/Kolkata");
            }
        }
    }

    @Test
    void read_enumMadeAgain_makesNoDifference() throws Exception {
        database.execute("CREATE SCHEMA again; CREATE TYPE again.size AS ENUM ('s', 'l');"
                + " CREATE TABLE again.t (v again.size, a again.size[]); INSERT INTO again.t VALUES ('s', '{s,l}')");
        DataSnapshot before = DataSnapshot.take(database.dataSource(), SnapshotScope.of("again"));
        database.execute("ALTER TABLE again.t ALTER v TYPE text, ALTER a TYPE text[]; DROP TYPE again.size;"
                + " CREATE TYPE again.size AS ENUM ('s', 'l'); ALTER TABLE again.t ALTER v TYPE again.size"
                + " USING v::again.size, ALTER a TYPE again.size[] USING a::again.size[]");
        assertThat(before.diff(DataSnapshot.take(database.dataSource(), SnapshotScope.of("again"))))
                .isEqualTo(new DataDiff(List.of(), List.of()));
    }

    @Test
    void read_partitionsHeirsAndViews_countEachRowOnce() throws Exception {
        database.execute("CREATE SCHEMA tree; CREATE TABLE tree.whole (n int) PARTITION BY LIST (n);"
                + " CREATE TABLE tree.part PARTITION OF tree.whole FOR VALUES IN (1);"
                + " INSERT INTO tree.whole VALUES (1), (1);"
                + " CREATE TABLE tree.parent (n int); CREATE TABLE tree.heir () INHERITS (tree.parent);"
                + " INSERT INTO tree.parent VALUES (1); INSERT INTO tree.heir VALUES (2), (3);"
                + " CREATE TABLE tree.no_column (); INSERT INTO tree.no_column DEFAULT VALUES;"
                + " CREATE VIEW tree.seen AS SELECT * FROM tree.parent;"
                + " CREATE MATERIALIZED VIEW tree.kept AS SELECT * FROM tree.parent;"
                + " CREATE MATERIALIZED VIEW tree.never AS SELECT 1 WITH NO DATA");
        DataSnapshot snapshot = DataSnapshot.take(database.dataSource(), SnapshotScope.of("tree"));
        assertThat(snapshot.tables().entrySet())
                .extracting(table -> table.getKey().name() + " "
                        + table.getValue().fingerprint().rows())
                .containsExactly("heir 2", "kept 3", "no_column 1", "parent 1", "part 2");
        assertThat(snapshot.rows()).isEqualTo(9);
        // A backup of the parent has the heirs' rows as well.
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThat(RowFingerprint.of(connection, new TableName("tree", "whole"))
                            .rows())
                    .isEqualTo(2);
            assertThat(RowFingerprint.of(connection, new TableName("tree", "parent"))
                            .rows())
                    .isEqualTo(3);
        }
    }

    @Test
    void take_policyWouldFilterRows_isRefused() throws Exception {
        database.execute("CREATE SCHEMA hidden; CREATE TABLE hidden.t (n int); INSERT INTO hidden.t VALUES (1);"
                + " ALTER TABLE hidden.t ENABLE ROW LEVEL SECURITY;"
                + " CREATE ROLE data_snapshot_reader LOGIN PASSWORD 'x';"
                + " GRANT USAGE ON SCHEMA hidden TO data_snapshot_reader;"
                + " GRANT SELECT ON hidden.t TO data_snapshot_reader");
        try {
            var reader = database.dataSource("data_snapshot_reader", "x");
            assertThatThrownBy(() -> DataSnapshot.take(reader, SnapshotScope.of("hidden")))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.sqlState()).contains("42501"));
        } finally {
            database.execute("DROP OWNED BY data_snapshot_reader; DROP ROLE data_snapshot_reader");
        }
    }

    @Test
    void diff_printsCountsAndNoRow() throws Exception {
        database.execute("CREATE SCHEMA told; CREATE TABLE told.t (v text); INSERT INTO told.t VALUES ('hunter2')");
        DataSnapshot before = DataSnapshot.take(database.dataSource(), SnapshotScope.of("told"));
        database.execute("UPDATE told.t SET v = 'hunter3'");
        DataSnapshot after = DataSnapshot.take(database.dataSource(), SnapshotScope.of("told"));
        assertThat(before.diff(after).rows()).containsExactly("rows of told.t: 1 before and after, but not the same");
        assertThat(before.toString() + after).doesNotContain("hunter");
    }
}
