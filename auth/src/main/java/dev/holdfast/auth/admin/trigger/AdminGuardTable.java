package dev.holdfast.auth.admin.trigger;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** One row for each guarded table and scope; written by the triggers only. */
final class AdminGuardTable {
    static final String NAME = "admin_guard";

    static final Field<String> GUARD = DSL.field(DSL.name("guard"), SQLDataType.CLOB.notNull());
    static final Field<String> SCOPE = DSL.field(DSL.name("scope"), SQLDataType.CLOB.notNull());
    static final Field<Integer> ADMIN_COUNT = DSL.field(DSL.name("admin_count"), SQLDataType.INTEGER);

    private AdminGuardTable() {}
}
