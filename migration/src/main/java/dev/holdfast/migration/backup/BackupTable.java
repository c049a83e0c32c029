package dev.holdfast.migration.backup;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The catalogue's columns. */
final class BackupTable {
    static final String LOCAL_NAME = "backup_table";

    static final Field<Long> BACKUP_ID = DSL.field(DSL.name("backup_id"), SQLDataType.BIGINT.notNull());
    static final Field<UUID> SET_ID = DSL.field(DSL.name("set_id"), SQLDataType.UUID.notNull());
    static final Field<String> SOURCE_SCHEMA = DSL.field(DSL.name("source_schema"), SQLDataType.CLOB.notNull());
    static final Field<String> SOURCE_TABLE = DSL.field(DSL.name("source_table"), SQLDataType.CLOB.notNull());
    static final Field<String> BACKUP_NAME = DSL.field(DSL.name("backup_name"), SQLDataType.CLOB.notNull());
    static final Field<String> KIND = DSL.field(DSL.name("kind"), SQLDataType.CLOB.notNull());
    static final Field<Long> ROW_COUNT = DSL.field(DSL.name("row_count"), SQLDataType.BIGINT.notNull());
    static final Field<String> CHECKSUM = DSL.field(DSL.name("checksum"), SQLDataType.CLOB.notNull());
    static final Field<String> DEFINITION = DSL.field(DSL.name("definition"), SQLDataType.CLOB.notNull());
    static final Field<OffsetDateTime> TAKEN_AT = time("taken_at", false);
    static final Field<OffsetDateTime> EXPIRES_AT = time("expires_at", false);
    static final Field<OffsetDateTime> VERIFIED_AT = time("verified_at", true);
    static final Field<OffsetDateTime> DROPPED_AT = time("dropped_at", true);

    static final List<Field<?>> FIELDS = List.of(
            BACKUP_ID,
            SET_ID,
            SOURCE_SCHEMA,
            SOURCE_TABLE,
            BACKUP_NAME,
            KIND,
            ROW_COUNT,
            CHECKSUM,
            DEFINITION,
            TAKEN_AT,
            EXPIRES_AT,
            VERIFIED_AT,
            DROPPED_AT);

    private BackupTable() {}

    private static Field<OffsetDateTime> time(String name, boolean nullable) {
        return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE.nullable(nullable));
    }
}
