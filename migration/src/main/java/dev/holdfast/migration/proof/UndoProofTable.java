package dev.holdfast.migration.proof;

import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The ledger's columns. */
final class UndoProofTable {
    static final String LOCAL_NAME = "undo_proof";

    static final Field<String> UP_SHA256 = text("up_sha256");
    static final Field<String> DOWN_SHA256 = text("down_sha256");
    static final Field<String> UP_SCRIPT = text("up_script");
    static final Field<String> DOWN_SCRIPT = text("down_script");
    static final Field<String> VERDICT = text("verdict");
    static final Field<String[]> CATALOG_LINES = lines("catalog_lines");
    static final Field<String[]> ROW_LINES = lines("row_lines");
    static final Field<String> SQL_STATE = DSL.field(DSL.name("sql_state"), SQLDataType.CLOB.nullable(true));
    static final Field<String> SERVER_VERSION = text("server_version");
    static final Field<Long> ROW_COUNT = DSL.field(DSL.name("row_count"), SQLDataType.BIGINT.notNull());
    static final Field<OffsetDateTime> PROVEN_AT =
            DSL.field(DSL.name("proven_at"), SQLDataType.TIMESTAMPWITHTIMEZONE.notNull());

    static final List<Field<?>> FIELDS = List.of(
            UP_SHA256,
            DOWN_SHA256,
            UP_SCRIPT,
            DOWN_SCRIPT,
            VERDICT,
            CATALOG_LINES,
            ROW_LINES,
            SQL_STATE,
            SERVER_VERSION,
            ROW_COUNT,
            PROVEN_AT);

    private UndoProofTable() {}

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.CLOB.notNull());
    }

    private static Field<String[]> lines(String name) {
        return DSL.field(DSL.name(name), SQLDataType.CLOB.array().notNull());
    }
}
