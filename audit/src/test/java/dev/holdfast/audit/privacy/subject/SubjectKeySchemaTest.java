package dev.holdfast.audit.privacy.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectKeySchemaTest {
    private static final Namespace PLACE = SubjectKeySchema.namespace().withPrefix("own_");
    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(SubjectKeySchema.module().ddl(PLACE));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void table_columns_equalTheConstants() throws SQLException {
        List<String> constants = Stream.of(
                        SubjectKeyTable.KEY_ID,
                        SubjectKeyTable.SUBJECT_TAG,
                        SubjectKeyTable.TAG_KEY,
                        SubjectKeyTable.WRAPPED,
                        SubjectKeyTable.WRAPPED_UNDER,
                        SubjectKeyTable.CREATED_AT,
                        SubjectKeyTable.ERASED_AT)
                .map(field -> field.getName() + " " + sqlType(field))
                .toList();
        assertThat(database.queryStrings("""
                select column_name || ' ' || data_type from information_schema.columns
                where table_schema = 'holdfast_keys' and table_name = 'own_audit_subject_key' order by ordinal_position""")).isEqualTo(constants);
    }

    @Test
    void namespace_isNotThatOfTheLog() {
        assertThat(SubjectKeySchema.namespace().schema())
                .isNotEqualTo(Namespace.defaults().schema());
        assertThat(AuditSchema.module().ddl(Namespace.defaults())).doesNotContain("audit_subject_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null, null, null", "'\\x01', 'k1', now()", "'\\x01', null, null", "null, 'k1', now()"})
    void check_keyNeitherWholeNorErased_isRefused(String values) {
        assertThatThrownBy(() -> database.execute("""
                        insert into holdfast_keys.own_audit_subject_key
                        (key_id, subject_tag, tag_key, created_at, wrapped, wrapped_under, erased_at)
                        values ('a', '\\x00', 'k1', now(), %s)""".formatted(values)))
                .hasMessageContaining("own_audit_subject_key_erased");
    }

    @Test
    void undo_leavesNothing() throws SQLException {
        database.execute(SubjectKeySchema.module().undoDdl(PLACE));
        assertThat(database.queryLong(
                        "select count(*) from information_schema.tables where table_schema = 'holdfast_keys'"))
                .isZero();
    }

    private static String sqlType(Field<?> field) {
        return switch (field.getDataType().getTypeName()) {
            case "clob" -> "text";
            case "blob" -> "bytea";
            default -> field.getDataType().getTypeName();
        };
    }
}
