package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlScriptProperties {
    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(
                        "'", "\"", "$$", "$a$", "/*", "*/", "--", "\n", ";", "E'", "\\", "commit", "begin", " ", "x",
                        "€", "\0")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property
    void transactionControl_anyText_neverThrows(@ForAll("scripts") String script) {
        assertThat(SqlScript.transactionControl(script)).doesNotContainNull();
    }

    @Property
    void transactionControl_insideADollarQuote_isNeverFound(@ForAll("scripts") String script) {
        String body = script.replace("$holdfast$", "");
        assertThat(SqlScript.transactionControl("SELECT $holdfast$" + body + "$holdfast$"))
                .isEmpty();
    }
}
