package dev.holdfast.auth.admin.trigger;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Who opened the guards, when and why. */
final class BreakGlassTable {
    static final String NAME = "admin_break_glass";

    static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID.notNull());
    /** PostgreSQL's {@code xid8}, which jOOQ has no type for; only ever written from an expression. */
    static final Field<String> TRANSACTION_ID = DSL.field(DSL.name("transaction_id"), SQLDataType.CLOB.notNull());

    static final Field<String> ACTOR_TYPE = DSL.field(DSL.name("actor_type"), SQLDataType.CLOB.notNull());
    static final Field<String> ACTOR_ID = DSL.field(DSL.name("actor_id"), SQLDataType.CLOB.notNull());
    static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.CLOB.notNull());
    static final Field<OffsetDateTime> OPENED_AT =
            DSL.field(DSL.name("opened_at"), SQLDataType.TIMESTAMPWITHTIMEZONE.notNull());

    private BreakGlassTable() {}
}
