package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * One query for each kind of object; each gives schema, owner, name and definition, and takes the schemas as an array.
 *
 * <p>What belongs to an extension stands for itself with the extension. Source: PostgreSQL manual, System Catalogs.
 */
final class CatalogQueries {
    private static final String SCHEMA = """
            SELECT n.nspname, '', '', 'owner ' || pg_get_userbyid(n.nspowner)
            FROM pg_namespace n WHERE n.nspname = ANY (?)
            """;
    private static final String EXTENSION = """
            SELECT n.nspname, e.extname, '', concat_ws(' ', e.extversion, 'owner', pg_get_userbyid(e.extowner), 'of',
                   (SELECT count(*) FROM pg_depend d WHERE d.refclassid = 'pg_extension'::regclass
                        AND d.refobjid = e.oid AND d.deptype = 'e'), 'objects')
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = ANY (?)
            """;
    /** An aggregate has no text on the server: its row stands for it, with names for the numbers in it. */
    private static final String FUNCTION = """
            SELECT n.nspname, p.proname, '(' || pg_get_function_identity_arguments(p.oid) || ')',
                   concat_ws(' ', 'owner', pg_get_userbyid(p.proowner),
                   CASE WHEN p.prokind = 'a' THEN (
                        SELECT concat_ws(' ', 'aggregate returns', pg_get_function_result(p.oid),
                               'parallel', p.proparallel::text, 'state', format_type(a.aggtranstype, NULL),
                               'moving state ' || format_type(nullif(a.aggmtranstype, 0), NULL),
                               'sort ' || nullif(a.aggsortop, 0)::regoperator,
                               to_jsonb(a) - 'aggfnoid' - 'aggtranstype' - 'aggmtranstype' - 'aggsortop')
                        FROM pg_aggregate a WHERE a.aggfnoid = p.oid)
                        ELSE pg_get_functiondef(p.oid) END)
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            """;

    private static final String SEQUENCE = """
            SELECT n.nspname, c.relname, '', concat_ws(' ', format_type(s.seqtypid, NULL), 'start', s.seqstart,
                   'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cache', s.seqcache,
                   CASE WHEN s.seqcycle THEN 'cycle' END, 'owner', pg_get_userbyid(c.relowner),
                   CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
                   (SELECT 'owned by ' || d.refobjid::regclass || '.' || a.attname
                    FROM pg_depend d
                    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                      AND d.refobjsubid > 0))
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    private static final String TYPE = """
            SELECT n.nspname, t.typname, '', CASE t.typtype
                   WHEN 'e' THEN 'enum ' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                             FROM pg_enum e WHERE e.enumtypid = t.oid)
                   WHEN 'd' THEN concat_ws(' ', 'domain', format_type(t.typbasetype, t.typtypmod),
                        (SELECT 'collate ' || t.typcollation::regcollation FROM pg_type b
                         WHERE b.oid = t.typbasetype AND b.typcollation <> t.typcollation),
                        CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                        (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
                         FROM pg_constraint k WHERE k.contypid = t.oid))
                   WHEN 'r' THEN (
                        SELECT concat_ws(' ', 'range', format_type(r.rngsubtype, NULL), 'operators', o.opcname,
                               'multirange', format_type(r.rngmultitypid, NULL),
                               'collate ' || nullif(r.rngcollation, 0)::regcollation,
                               'canonical', r.rngcanonical, 'difference', r.rngsubdiff)
                        FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc WHERE r.rngtypid = t.oid)
                   WHEN 'c' THEN 'composite'
                   WHEN 'b' THEN concat_ws(' ', 'base', 'element ' || format_type(nullif(t.typelem, 0), NULL),
                        to_jsonb(t) - '{oid,typname,typnamespace,typowner,typacl,typrelid,typelem,typarray,typbasetype}'::text[])
                   ELSE 'type ' || t.typtype::text END || ' owner ' || pg_get_userbyid(t.typowner)
            FROM pg_type t
            JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_class c ON c.oid = t.typrelid
            WHERE n.nspname = ANY (?) AND (t.typtype IN ('e', 'd', 'r', 'p') OR c.relkind = 'c'
                OR t.typtype = 'b' AND t.typsubscript <> 'array_subscript_handler'::regproc)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            """;

    /** Every query, those of the other classes among them. */
    static final List<CatalogQuery> ALL = Stream.of(
                    List.of(
                            new CatalogQuery(Kind.SCHEMA, SCHEMA),
                            new CatalogQuery(Kind.EXTENSION, EXTENSION),
                            new CatalogQuery(Kind.FUNCTION, FUNCTION),
                            new CatalogQuery(Kind.SEQUENCE, SEQUENCE),
                            new CatalogQuery(Kind.TYPE, TYPE)),
                    RelationQueries.ALL,
                    OperatorQueries.ALL,
                    RemarkQueries.ALL)
            .flatMap(List::stream)
            .toList();

    private CatalogQueries() {}
}
