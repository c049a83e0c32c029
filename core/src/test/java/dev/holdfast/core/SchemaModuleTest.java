package dev.holdfast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaModuleTest {
    private static final SchemaModule NOTES =
            SchemaModule.fromResources("notes", SchemaModuleTest.class, "V001__create_note", "V002__add_note_body");

    @ParameterizedTest
    @CsvSource({"holdfast, ''", "host, hf_"})
    void ddl_run_makesTheTablesAndUndoTakesThemBack(String schema, String prefix) throws Exception {
        Namespace namespace = new Namespace(schema, prefix);
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute(NOTES.ddl(namespace));
            database.execute("INSERT INTO " + namespace.sql("note") + " (id, body) VALUES (1, 'a')");
            assertThat(database.queryStrings("SELECT conname FROM pg_constraint WHERE conname LIKE '%note_pk'"))
                    .containsExactly(prefix + "note_pk");
            database.execute(NOTES.undoDdl(namespace));
            assertThat(database.queryLong(
                            "SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + schema + "'"))
                    .isZero();
        }
    }

    @Test
    void scripts_fromResources_areInOrderWithTheirUndo() {
        assertThat(NOTES.scripts())
                .extracting(SchemaScript::fileName, SchemaScript::undoFileName)
                .containsExactly(
                        tuple("V001__create_note.sql", "U001__create_note.sql"),
                        tuple("V002__add_note_body.sql", "U002__add_note_body.sql"));
        assertThat(NOTES.historyTable()).isEqualTo("schema_history_notes");
        assertThat(NOTES).hasToString("SchemaModule[notes, 2 scripts]");
        assertThatThrownBy(() -> NOTES.scripts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void undoDdl_scriptWithoutUndo_saysSo() {
        SchemaModule module = SchemaModule.of("m", List.of(new SchemaScript("1", "one way", "SELECT 1", "")));
        assertThat(module.undoDdl(Namespace.defaults()))
                .contains("-- U1__one_way.sql")
                .contains("there is no undo");
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("name must be a lower-case word", () -> SchemaModule.of("Notes", List.of())),
                bad("in the order of their versions, got 1 after 2", () -> module("2", "1")),
                bad("in the order of their versions, got 1 after 1", () -> module("1", "1")),
                bad("in the order of their versions, got 1.0 after 001", () -> module("001", "1.0")),
                bad("in the order of their versions, got 9 after 10", () -> module("10", "9")),
                bad("file must be named like V001__", () -> resource("V001_create_note")),
                bad("file must be named like V001__", () -> resource("../V001__create_note")),
                bad("no resource migration/V009__none.sql beside", () -> resource("V009__none")),
                bad("version must be digits", () -> new SchemaScript("v1", "d", "SELECT 1", "")),
                bad("description must be lower-case words", () -> new SchemaScript("1", "D", "SELECT 1", "")),
                bad("up must not be blank in version 1", () -> new SchemaScript("1", "d", " ", "")));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void made_malformed_isRefused(String message, Supplier<Object> maker) {
        assertThatThrownBy(maker::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void versions_ascendAsNumbers() {
        assertThat(module("1", "1.1", "1_2", "1.10", "002", "10", "2026.11", "20261121101530123456789")
                        .scripts())
                .hasSize(8);
    }

    private static SchemaModule resource(String file) {
        return SchemaModule.fromResources("m", SchemaModuleTest.class, file);
    }

    private static SchemaModule module(String... versions) {
        return SchemaModule.of(
                "m",
                Stream.of(versions)
                        .map(version -> new SchemaScript(version, "d", "SELECT 1", ""))
                        .toList());
    }

    private static Arguments bad(String message, Supplier<Object> maker) {
        return Arguments.of(message, maker);
    }
}
