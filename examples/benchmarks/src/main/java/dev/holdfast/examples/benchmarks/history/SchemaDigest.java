package dev.holdfast.examples.benchmarks.history;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/** What a schema holds, as one digest: whoever ran the same files must come to the same. Read from the catalog by plain SQL. */
public final class SchemaDigest {
    /** Tables with their columns, rows and policies, constraints, indexes, views, routines, types and triggers. */
    private static final String QUERY = """
            WITH own AS (
                SELECT c.* FROM pg_class c WHERE c.relnamespace = '%1$s'::regnamespace
                AND c.relname !~ '^(history|flyway_schema_history|databasechangelog)')
            SELECT coalesce(md5(string_agg(replace(line, '%1$s.', ''), E'\\n' ORDER BY line)), '') FROM (
                SELECT relname || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' '
                    || coalesce(pg_get_expr(adbin, adrelid), '') || ' ' || coalesce(col_description(own.oid, attnum), '')
                    FROM own JOIN pg_attribute a ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
                    LEFT JOIN pg_attrdef ON adrelid = own.oid AND adnum = attnum
                UNION ALL SELECT relname || ' rows ' || (xpath('/row/rows/text()', query_to_xml(
                    'SELECT count(*) AS rows FROM ' || own.oid::regclass, true, true, '')))[1]::text
                    FROM own WHERE relkind = 'r'
                UNION ALL SELECT conname || ' ' || convalidated || ' ' || pg_get_constraintdef(con.oid)
                    FROM pg_constraint con JOIN own ON conrelid = own.oid
                UNION ALL SELECT pg_get_indexdef(own.oid) FROM own WHERE relkind IN ('i', 'I')
                UNION ALL SELECT relname || ' ' || pg_get_viewdef(own.oid) FROM own WHERE relkind IN ('v', 'm')
                UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN own ON tgrelid = own.oid
                    WHERE NOT tgisinternal
                UNION ALL SELECT polname || ' ' || pg_get_expr(polqual, polrelid)
                    FROM pg_policy JOIN own ON polrelid = own.oid WHERE relrowsecurity
                UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = '%1$s'::regnamespace
                UNION ALL SELECT typname || ' ' || enumlabel || ' ' || enumsortorder
                    FROM pg_enum JOIN pg_type t ON t.oid = enumtypid WHERE typnamespace = '%1$s'::regnamespace
                UNION ALL SELECT relname || ' ' || obj_description(own.oid, 'pg_class') FROM own
            ) AS lines (line)
            """;

    private SchemaDigest() {}

    /** The digest of a schema, its own name and every tool's own tables left out. */
    public static String of(TestDatabase database, String schema) throws SQLException {
        List<String> digests = database.queryStrings(QUERY.formatted(schema));
        return digests.get(0);
    }
}
