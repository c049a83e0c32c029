package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.migration.sql.SqlScript.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BEGIN; SELECT 1; COMMIT                         | BEGIN,COMMIT
            select 1; end                                   | END
            /* a /* nested */ comment */ rollback           | ROLLBACK
            ROLLBACK WORK AND CHAIN                         | ROLLBACK
            -- said in passing: x;%nstart transaction       | START
            -- a carriage return ends it, too%rCOMMIT       | COMMIT
            SELECT 'it''s'; abort;                          | ABORT
            SELECT E'it\\'; begin; '; COMMIT                | COMMIT
            SELECT '\\'; COMMIT; --'                        | COMMIT
            SELECT (1; COMMIT                               | COMMIT
            DO $a$ BEGIN NULL; END $a$; COMMIT              | COMMIT
            SELECT a$b$c FROM t; COMMIT; -- $b$             | COMMIT
            CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; COMMIT | COMMIT
            prepare transaction 'x'                         | PREPARE TRANSACTION
            """)
    void transactionControl_present_isFound(String script, String found) {
        String text = script.replace("%n", "\n").replace("%r", "\r");
        assertThat(SqlScript.transactionControl(text)).containsExactly(found.split(",", -1));
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
                "CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END",
                "DO $b1$ BEGIN; PERFORM $$;COMMIT;$$; END $b1$",
                "SELECT 'a; commit; b'",
                "SELECT E'\\'; COMMIT; --'",
                "COMMENT ON TABLE t IS 'begin'",
                "PREPARE q AS SELECT 1",
                "SAVEPOINT a; ROLLBACK TO SAVEPOINT a; ROLLBACK WORK TO a; RELEASE a",
                "'unclosed; COMMIT",
                "$$unclosed; COMMIT",
                "/* unclosed; COMMIT",
                "$",
                "SELECT $1; SELECT 2"
            })
    void transactionControl_absent_isNotFound(String script) {
        assertThat(SqlScript.transactionControl(script)).isEmpty();
    }

    @Test
    void statements_ofAScript_haveNumberLineTextAndComments() {
        SqlScript script =
                SqlScript.parse("\uFEFF-- why\r\nCREATE TABLE a (); ;\r\n\r\n/* two */ DROP -- in it\r\n TABLE a;\r\n");
        assertThat(script.problems()).isEmpty();
        assertThat(script.statements())
                .extracting(SqlStatement::number, SqlStatement::line, SqlStatement::text, SqlStatement::comments)
                .containsExactly(
                        tuple(1, 2, "CREATE TABLE a ()", List.of("why")),
                        tuple(2, 4, "DROP -- in it\r\n TABLE a", List.of("two", "in it")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN CASE b WHEN 1 THEN 2 END END; SELECT 2; END; SELECT 3 | 2
            CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1 AS end; SELECT t.end, t.case FROM t; END; SELECT 3                 | 2
            CREATE FUNCTION f(begin int) RETURNS int RETURN 1; SELECT 3                                                              | 2
            CREATE FUNCTION f() RETURNS int AS 'BEGIN ATOMIC' LANGUAGE sql; SELECT 3                                                 | 2
            CREATE TABLE begin (atomic int); SELECT 3                                                                                | 2
            CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT (2)); SELECT 3                                                 | 2
            CREATE OR REPLACE RULE "r;" AS ON INSERT TO t DO NOTHING; SELECT 3                                                       | 2
            CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1; SELECT 3                                               | 2
            SELECT (1; SELECT 2)                                                                                                     | 2
            """)
    void statements_semicolonsInside_belongToTheirStatement(String script, int count) {
        assertThat(SqlScript.parse(script).statements()).hasSize(count);
    }

    @Test
    void copyData_fromStdin_isTakenUpToItsEnd() {
        SqlScript script = SqlScript.parse(
                "COPY t (a, b) FROM stdin WITH (FORMAT csv); -- two rows\n1,'\n;COMMIT;\n\\.\nSELECT 1;\nCOPY t FROM STDIN;\r\n\\.\r\n");
        assertThat(script.problems()).isEmpty();
        assertThat(script.statements()).hasSize(3);
        assertThat(script.statements().get(0).copyData()).contains("1,'\n;COMMIT;\n");
        assertThat(script.statements().get(1).line()).isEqualTo(5);
        assertThat(script.statements().get(1).copyData()).isEmpty();
        assertThat(script.statements().get(2).copyData()).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM '/stdin'; SELECT 1",
                "COPY (SELECT a FROM stdin) TO '/x'; SELECT 1",
                "COPY t TO STDOUT; SELECT 1"
            })
    void copyData_elsewhere_isNone(String text) {
        SqlScript script = SqlScript.parse(text);
        assertThat(script.statements()).hasSize(2).allMatch(it -> it.copyData().isEmpty());
        assertThat(script.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1;%n\\i other.sql%nSELECT 2          | 2 | the psql meta command \\i is not run here: write what it does as SQL
            SELECT 1 \\gset%nCOMMIT                     | 1 | the psql meta command \\gset is not run here: write what it does as SQL
            SELECT%n 'x                                 | 2 | a string is not closed: end it with '
            SELECT E'x\\'                               | 1 | a string is not closed: end it with '
            SELECT%n "x                                 | 2 | a quoted identifier is not closed: end it with "
            /* a /* b */                                | 1 | a comment is not closed: end it with */
            DO $a$ $b$ $A$                              | 1 | a dollar quote is not closed: end it with the tag it began with
            SELECT ${x}                                 | 1 | the character '$' is no SQL outside quotes: placeholders are not replaced, write the value
            %n%0                                        | 2 | the script holds a NUL character, which the server never takes: remove it
            SELECT 1; %1                                | 1 | the character U+0001 is no SQL outside quotes: remove it
            COPY t FROM STDIN;%n1                       | 1 | the data of COPY … FROM STDIN has no end: close it with a line \\.
            COPY t FROM STDIN                           | 1 | the data of COPY … FROM STDIN has no end: close it with a line \\.
            COPY t FROM STDIN; SELECT 1;%n\\.           | 1 | COPY … FROM STDIN must be the last statement of its line: begin a new line after it
            """)
    void problems_ofWhatIsNoSql_haveLineAndNextStep(String text, int line, String message) {
        String script = text.replace("%n", "\n").replace("%0", "\0").replace("%1", "\1");
        assertThat(SqlScript.parse(script).problems()).contains(new Problem(line, message));
    }
}
