package dev.holdfast.auth;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** The columns of a table as {@code name type}, in their order: those that it has, and those that the constants say it has. */
public final class TableColumns {
    private static final Map<DataType<?>, String> TYPES = Map.of(
            SQLDataType.UUID,
            "uuid",
            SQLDataType.CLOB,
            "text",
            SQLDataType.BOOLEAN,
            "bool",
            SQLDataType.SMALLINT,
            "int2",
            SQLDataType.INTEGER,
            "int4",
            SQLDataType.BIGINT,
            "int8",
            SQLDataType.BLOB,
            "bytea",
            SQLDataType.INSTANT,
            "timestamptz",
            SQLDataType.INSTANT.array(),
            "_timestamptz");

    private TableColumns() {}

    /** What the constants say. */
    public static List<String> of(List<Field<?>> fields) {
        return fields.stream()
                .map(field -> field.getName() + " " + TYPES.get(field.getDataType()))
                .toList();
    }

    /** What a table of the module has. */
    public static List<String> in(TestDatabase database, String table) throws SQLException {
        return columns(database, table, "udt_name");
    }

    /** The same as {@code information_schema} words it, with whether each may be null. */
    public static List<String> inFull(TestDatabase database, String table) throws SQLException {
        return columns(database, table, "data_type || ' ' || is_nullable");
    }

    private static List<String> columns(TestDatabase database, String table, String type) throws SQLException {
        return database.queryStrings("SELECT column_name || ' ' || " + type + " FROM information_schema.columns"
                + " WHERE table_schema = 'holdfast' AND table_name = '" + table + "' ORDER BY ordinal_position");
    }
}
