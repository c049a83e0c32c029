package dev.holdfast.migration.statement.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.table.AlterAction.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlterTableTest {
    private static SqlStatement statement(String text) {
        return SqlScript.parse(text).statements().get(0);
    }

    private static AlterTable parse(String text) {
        return AlterTable.parse(statement(text)).orElseThrow();
    }

    @Test
    void parse_severalActions_givesEach() {
        AlterTable table =
                parse("ALTER TABLE IF EXISTS ONLY App.\"Orders\" * ADD COLUMN IF NOT EXISTS a numeric(10, 2) DEFAULT"
                        + " f(1, 2) NOT NULL, DROP b CASCADE, ALTER COLUMN \"C\" SET NOT NULL, ADD CONSTRAINT k FOREIGN KEY (x, y)"
                        + " REFERENCES app.other (p, q) ON DELETE SET NULL (x) NOT VALID");
        assertThat(table.relation()).isEqualTo("table");
        assertThat(table.name()).isEqualTo("app.Orders");
        assertThat(table.actions())
                .extracting(AlterAction::kind, AlterAction::names)
                .containsExactly(
                        tuple(Kind.ADD_COLUMN, List.of("a")),
                        tuple(Kind.DROP_COLUMN, List.of("b")),
                        tuple(Kind.SET_NOT_NULL, List.of("C")),
                        tuple(Kind.ADD_CONSTRAINT, List.of("k")));
        ColumnDefinition column = table.actions().get(0).column().orElseThrow();
        assertThat(column.typeName()).isEqualTo("numeric");
        assertThat(column.type()).extracting(SqlToken::text).containsExactly("numeric", "(", "10", ",", "2", ")");
        assertThat(column.constraints())
                .extracting(Constraint::kind)
                .containsExactly(Constraint.Kind.DEFAULT, Constraint.Kind.NOT_NULL);
        Constraint key = table.actions().get(3).constraint().orElseThrow();
        assertThat(key.kind()).isEqualTo(Constraint.Kind.FOREIGN_KEY);
        assertThat(key.name()).contains("k");
        assertThat(key.columns()).containsExactly("x", "y");
        assertThat(key.references()).contains("app.other");
        assertThat(key.isNotValid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ADD "constraint" int                      | ADD_COLUMN
            ADD unique_id int UNIQUE                  | ADD_COLUMN
            ADD UNIQUE (a)                            | ADD_CONSTRAINT
            ADD UNIQUE NULLS NOT DISTINCT (a)         | ADD_CONSTRAINT
            ADD CHECK (a IS NOT NULL) NO INHERIT      | ADD_CONSTRAINT
            ADD EXCLUDE USING gist (a WITH &&)        | ADD_CONSTRAINT
            ALTER a TYPE int USING 'set not null'::int | COLUMN_TYPE
            ALTER type SET DEFAULT 'type text'        | SET_DEFAULT
            ALTER a SET DEFAULT NULL                  | SET_DEFAULT
            DROP "column"                             | DROP_COLUMN
            DROP CONSTRAINT IF EXISTS c RESTRICT      | DROP_CONSTRAINT
            RENAME TO b                               | RENAME
            RENAME a TO b                             | RENAME_COLUMN
            RENAME COLUMN a TO b                      | RENAME_COLUMN
            RENAME CONSTRAINT a TO b                  | RENAME_CONSTRAINT
            SET (fillfactor = 5)                      | SETTINGS
            ENABLE REPLICA TRIGGER t                  | SWITCH_TRIGGER
            DISABLE TRIGGER USER                      | SWITCH_TRIGGER
            DETACH PARTITION p CONCURRENTLY           | DETACH_PARTITION_CONCURRENTLY
            DETACH PARTITION p FINALIZE               | DETACH_PARTITION_FINALIZE
            ATTACH PARTITION p DEFAULT                | ATTACH_PARTITION
            ALTER a SET GENERATED ALWAYS SET START 5  | SET_IDENTITY
            ALTER a RESTART WITH 5                    | SET_IDENTITY
            """)
    void parse_oneAction_isOfItsKind(String action, Kind kind) {
        assertThat(parse("ALTER TABLE t " + action).actions())
                .extracting(AlterAction::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'ALTER TABLE t DROP a'",
                "ALTER TABLE t",
                "ALTER TABLE t DROP a,",
                "ALTER TABLE t DROP a, FROB b",
                "ALTER TABLE t ADD a",
                "ALTER TABLE t ADD a NOT NULL",
                "ALTER TABLE t ALTER a TYPE",
                "ALTER INDEX i RENAME TO j",
                "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b"
            })
    void parse_otherOrUnknown_isEmpty(String text) {
        assertThat(AlterTable.parse(statement(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a int DEFAULT NULL NOT NULL CHECK (a > 0)                 | integer-less | DEFAULT,NOT_NULL,CHECK
            a timestamp(3) with time zone DEFAULT now()               | timestamp with time zone | DEFAULT
            a character varying(5)[] COLLATE "C" NULL                 | character varying | SETTING,NULL
            a app."Mood" CONSTRAINT c REFERENCES o ON UPDATE CASCADE  | app.Mood | FOREIGN_KEY
            a bigint GENERATED BY DEFAULT AS IDENTITY (START 5) UNIQUE | bigint | IDENTITY,UNIQUE
            a int GENERATED ALWAYS AS (b * 2) STORED PRIMARY KEY      | int | GENERATED,PRIMARY_KEY
            a text DEFAULT 'NOT NULL' COMPRESSION lz4                 | text | DEFAULT,SETTING
            """)
    void column_ofEachForm_isTakenApart(String definition, String type, String kinds) {
        ColumnDefinition column = CreateTable.parse(statement("CREATE TABLE t (" + definition + ")"))
                .orElseThrow()
                .columns()
                .get(0);
        assertThat(column.typeName()).isEqualTo(type.replace("integer-less", "int"));
        assertThat(column.constraints())
                .extracting(constraint -> constraint.kind().name())
                .containsExactly(kinds.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'x'::text <> upper('random()')      | STEADY
            now() - interval '1 day'            | STEADY
            (extract(epoch FROM now()))         | STEADY
            CURRENT_TIMESTAMP                   | STEADY
            pg_catalog.random()                 | VOLATILE
            coalesce(null, f(), nextval('s'))   | VOLATILE
            app.mine(1)                         | UNKNOWN
            'x'::app.mine                       | UNKNOWN
            """)
    void volatility_ofAnExpression_isTheMostVolatile(String expression, Volatility expected) {
        assertThat(Volatility.of(TokenCursor.of(statement(expression)))).isEqualTo(expected);
    }
}
