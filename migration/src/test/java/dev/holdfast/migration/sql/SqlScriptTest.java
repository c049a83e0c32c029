package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BEGIN; SELECT 1; COMMIT                         | BEGIN,COMMIT
            select 1; end                                   | END
            /* a /* nested */ comment */ rollback           | ROLLBACK
            -- said in passing: x;%nstart transaction       | START
            SELECT 'it''s'; abort;                          | ABORT
            SELECT E'it\\'; begin; '; COMMIT                | COMMIT
            SELECT '\\'; COMMIT; --'                        | COMMIT
            DO $a$ BEGIN NULL; END $a$; COMMIT              | COMMIT
            SELECT a$b$c FROM t; COMMIT; -- $b$             | COMMIT
            prepare transaction 'x'                         | PREPARE TRANSACTION
            """)
    void transactionControl_present_isFound(String script, String found) {
        assertThat(SqlScript.transactionControl(script.replace("%n", "\n"))).containsExactly(found.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;",
                "SELECT 'COMMIT'; SELECT \"commit\" FROM t",
                "-- COMMIT;\nSELECT 1",
                "/* ; COMMIT; */ SELECT 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; COMMIT; END $$",
                "DO $b1$ BEGIN; PERFORM $$;COMMIT;$$; END $b1$",
                "SELECT 'a; commit; b'",
                "SELECT E'\\'; COMMIT; --'",
                "COMMENT ON TABLE t IS 'begin'",
                "PREPARE q AS SELECT 1",
                "'unclosed; COMMIT",
                "$$unclosed; COMMIT",
                "/* unclosed; COMMIT",
                "$",
                "SELECT $1; SELECT 2"
            })
    void transactionControl_absent_isNotFound(String script) {
        assertThat(SqlScript.transactionControl(script)).isEmpty();
    }
}
