package dev.holdfast.core.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VersionedTableTest {
    @Test
    void of_plainName_usesTheUsualVersionColumn() {
        VersionedTable table = VersionedTable.of("user", "id");

        assertThat(table.sql()).isEqualTo("\"user\"");
        assertThat(table.inSchema("Big \"One\"").sql()).isEqualTo("\"Big \"\"One\"\"\".\"user\"");
        assertThat(table.versionColumn()).isEqualTo("version");
        assertThat(table.noun()).isEqualTo("user");
    }

    @Test
    void of_generatedTable_takesItsPrimaryKeyInOrder() {
        Seat seat = new Seat(true);

        assertThat(VersionedTable.of(seat, seat.revision))
                .isEqualTo(new VersionedTable(null, "seat", List.of("number", "hall"), "revision", "seat"));
    }

    @Test
    void rowKey_composite_showsCleanAndCut() {
        assertThat(RowKey.of(7, "a\nb")).hasToString("(7, a?b)");
        assertThat(RowKey.of("")).hasToString("''");
        assertThat(RowKey.of("x".repeat(500)).toString()).hasSize(101);
        assertThat(RowKey.of(7, "a")).isEqualTo(RowKey.of(7, "a")).isNotEqualTo(RowKey.of(7, "b"));
    }

    static Stream<Arguments> badInput() {
        Seat unkeyed = new Seat(false);
        return Stream.of(
                bad("table must be an SQL identifier", () -> VersionedTable.of("", "id")),
                bad("table must be an SQL identifier", () -> VersionedTable.of("a\nb", "id")),
                bad("table must be an SQL identifier", () -> VersionedTable.of("a${schema}", "id")),
                bad("table must have at most 63 bytes, got 64", () -> VersionedTable.of("x".repeat(64), "id")),
                bad("number of key columns must be between 1 and 16, got 0", () -> VersionedTable.of("a")),
                bad("must differ from each other", () -> VersionedTable.of("a", "id", "id")),
                bad("must differ from each other", () -> VersionedTable.of("a", "version")),
                bad("key column must be an SQL identifier", () -> VersionedTable.of("a", "i\0d")),
                bad(
                        "schema must be an SQL identifier",
                        () -> VersionedTable.of("a", "id").inSchema("")),
                bad("versionColumn must be", () -> VersionedTable.of("a", "id").withVersionColumn("")),
                bad("noun must not be blank", () -> VersionedTable.of("a", "id").withNoun(" ")),
                bad("table seat must have a primary key", () -> VersionedTable.of(unkeyed, unkeyed.revision)));
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static Arguments bad(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    /** What jOOQ's generator would write. */
    private static final class Seat extends TableImpl<Record> {
        private static final long serialVersionUID = 1L;

        private final transient TableField<Record, Integer> hall = createField(DSL.name("hall"), SQLDataType.INTEGER);
        private final transient TableField<Record, String> number = createField(DSL.name("number"), SQLDataType.CLOB);
        private final transient TableField<Record, Integer> revision =
                createField(DSL.name("revision"), SQLDataType.INTEGER);
        private final boolean keyed;

        Seat(boolean keyed) {
            super(DSL.name("seat"));
            this.keyed = keyed;
        }

        @Override
        public Class<? extends Record> getRecordType() {
            return Record.class;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public UniqueKey<Record> getPrimaryKey() {
            return keyed
                    ? Internal.createUniqueKey(this, DSL.name("seat_pkey"), new TableField[] {number, hall}, true)
                    : null;
        }
    }
}
