package dev.holdfast.audit.privacy.subject;

import java.time.OffsetDateTime;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns of {@code audit_subject_key}. */
final class SubjectKeyTable {
    static final String NAME = "audit_subject_key";

    static final Field<String> KEY_ID = column("key_id", SQLDataType.CLOB);
    static final Field<byte[]> SUBJECT_TAG = column("subject_tag", SQLDataType.BLOB);
    static final Field<String> TAG_KEY = column("tag_key", SQLDataType.CLOB);
    static final Field<byte[]> WRAPPED = column("wrapped", SQLDataType.BLOB);
    static final Field<String> WRAPPED_UNDER = column("wrapped_under", SQLDataType.CLOB);
    static final Field<OffsetDateTime> CREATED_AT = column("created_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<OffsetDateTime> ERASED_AT = column("erased_at", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private SubjectKeyTable() {}

    private static <T> Field<T> column(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
