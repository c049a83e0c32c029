package dev.holdfast.migration.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that psql's {@code \h} lists, by the statements of a resource; each says its command in a comment. */
class PsqlCommandsTest {
    static List<SqlStatement> examples() {
        return SqlScript.parse(resource("statements-by-command.sql")).statements();
    }

    static String resource(String name) {
        try (InputStream in = PsqlCommandsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void classify_example_isOfItsCommand(SqlStatement example) {
        String found = StatementClassifier.classify(example)
                .fold(StatementClass.Known::command, StatementClass.Unknown::reason);
        assertThat(found).isEqualTo(example.comments().get(0));
    }

    @Test
    void examples_ofEachCommandInTheList_arePresent() {
        List<String> commands = resource("psql-commands.txt").lines().toList();
        assertThat(commands).hasSize(185);
        assertThat(examples())
                .extracting(example -> example.comments().get(0))
                .containsAll(commands)
                .isSubsetOf(commands);
        assertThat(SqlScript.parse(resource("statements-by-command.sql")).problems())
                .isEmpty();
    }
}
