package dev.holdfast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceTest {
    @Test
    void defaults_names_areInASchemaOfTheirOwn() {
        Namespace namespace = Namespace.defaults();
        assertThat(namespace.sql("audit_event")).isEqualTo("holdfast.audit_event");
        assertThat(namespace.name("audit_event").getName()).containsExactly("holdfast", "audit_event");
    }

    @Test
    void with_schemaAndPrefix_changeBothForms() {
        Namespace namespace = Namespace.defaults().withSchema("host").withPrefix("hf_");
        assertThat(namespace.sql("audit_event")).isEqualTo("host.hf_audit_event");
        assertThat(namespace.name("audit_event").getName()).containsExactly("host", "hf_audit_event");
        assertThat(namespace.fill("${schema}.${prefix}a ${other}")).isEqualTo("host.hf_a ${other}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "A, ''",
        "1a, ''",
        "'a b', ''",
        "a;drop, ''",
        "'a\"', ''",
        "ä, ''",
        "a, A",
        "a, 'b-'",
        "a, 1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, ''",
        "a, aaaaaaaaaaaaaaaaa",
        "'a\n', ''"
    })
    void made_noPlainIdentifier_isRefused(String schema, String prefix) {
        assertThatThrownBy(() -> new Namespace(schema, prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void made_atTheBounds_isTaken() {
        assertThat(new Namespace("a".repeat(40), "b".repeat(16)).sql("c")).hasSize(40 + 1 + 16 + 1);
    }
}
