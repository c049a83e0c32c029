package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.List;

/**
 * The queries for what extends the language of types: operators, collations, text search; see {@link CatalogQueries}.
 *
 * <p>What belongs to an extension stands for itself with the extension. Rows as JSON where the server's versions differ
 * in their columns.
 */
final class OperatorQueries {
    private static final String COLLATION = """
            SELECT n.nspname, c.collname, '', concat_ws(' ', 'owner', pg_get_userbyid(c.collowner),
                   jsonb_strip_nulls(to_jsonb(c) - '{oid,collname,collnamespace,collowner}'::text[]))
            FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_collation'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String CONVERSION = """
            SELECT n.nspname, c.conname, '', concat_ws(' ', 'owner', pg_get_userbyid(c.conowner),
                   to_jsonb(c) - '{oid,conname,connamespace,conowner}'::text[])
            FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_conversion'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String OPERATOR = """
            SELECT n.nspname, o.oprname,
                   '(' || format_type(nullif(o.oprleft, 0), NULL) || ', ' || format_type(o.oprright, NULL) || ')',
                   concat_ws(' ', 'owner', pg_get_userbyid(o.oprowner), 'returns', format_type(o.oprresult, NULL),
                   'function', o.oprcode, 'commutator ' || nullif(o.oprcom, 0)::regoperator,
                   'negator ' || nullif(o.oprnegate, 0)::regoperator, 'restrict', o.oprrest, 'join', o.oprjoin,
                   CASE WHEN o.oprcanmerge THEN 'merges' END, CASE WHEN o.oprcanhash THEN 'hashes' END)
            FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
            """;
    private static final String OPERATOR_CLASS = """
            SELECT n.nspname, o.opcname, 'using ' || m.amname, concat_ws(' ', 'owner', pg_get_userbyid(o.opcowner),
                   CASE WHEN o.opcdefault THEN 'default' END, 'for', format_type(o.opcintype, NULL),
                   'stored as ' || format_type(nullif(o.opckeytype, 0), NULL),
                   (SELECT 'family ' || fn.nspname || '.' || f.opfname FROM pg_opfamily f
                    JOIN pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = o.opcfamily))
            FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_opclass'::regclass AND d.objid = o.oid AND d.deptype = 'e')
            """;
    /** An operator class made without a family makes one of its own name, which stays when the class is dropped. */
    private static final String OPERATOR_FAMILY = """
            SELECT n.nspname, f.opfname, 'using ' || m.amname, concat_ws(' ', 'owner', pg_get_userbyid(f.opfowner),
                   (SELECT string_agg(concat_ws(' ', a.amopstrategy, a.amopopr::regoperator, a.amoppurpose::text,
                        (SELECT 'sort ' || s.opfname FROM pg_opfamily s WHERE s.oid = a.amopsortfamily)), ', '
                        ORDER BY a.amopstrategy, a.amopopr::regoperator::text, a.amoppurpose)
                    FROM pg_amop a WHERE a.amopfamily = f.oid),
                   (SELECT string_agg(concat_ws(' ', 'function', p.amprocnum, format_type(p.amproclefttype, NULL),
                        format_type(p.amprocrighttype, NULL), p.amproc::oid::regprocedure), ', '
                        ORDER BY p.amprocnum, p.amproc::oid::regprocedure::text, p.amproclefttype::regtype::text,
                                 p.amprocrighttype::regtype::text)
                    FROM pg_amproc p WHERE p.amprocfamily = f.oid))
            FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_opfamily'::regclass AND d.objid = f.oid AND d.deptype = 'e')
            """;

    private static final String TEXT_SEARCH = """
            SELECT n.nspname, o.name, o.what, o.definition
            FROM (SELECT 'pg_ts_config'::regclass AS class, c.oid, c.cfgnamespace AS namespace, c.cfgname AS name,
                         'configuration' AS what, concat_ws(' ', 'owner', pg_get_userbyid(c.cfgowner), 'parser',
                         (SELECT pn.nspname || '.' || p.prsname FROM pg_ts_parser p
                          JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = c.cfgparser),
                         (SELECT string_agg(m.maptokentype || ':' || m.mapdict::regdictionary, ', '
                                            ORDER BY m.maptokentype, m.mapseqno)
                          FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)) AS definition
                  FROM pg_ts_config c
                  UNION ALL
                  SELECT 'pg_ts_dict'::regclass, d.oid, d.dictnamespace, d.dictname, 'dictionary',
                         concat_ws(' ', 'owner', pg_get_userbyid(d.dictowner), 'template',
                         (SELECT tn.nspname || '.' || t.tmplname FROM pg_ts_template t
                          JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate),
                         d.dictinitoption)
                  FROM pg_ts_dict d
                  UNION ALL
                  SELECT 'pg_ts_parser'::regclass, p.oid, p.prsnamespace, p.prsname, 'parser',
                         (to_jsonb(p) - '{oid,prsname,prsnamespace}'::text[])::text
                  FROM pg_ts_parser p
                  UNION ALL
                  SELECT 'pg_ts_template'::regclass, t.oid, t.tmplnamespace, t.tmplname, 'template',
                         (to_jsonb(t) - '{oid,tmplname,tmplnamespace}'::text[])::text
                  FROM pg_ts_template t) o
            JOIN pg_namespace n ON n.oid = o.namespace
            WHERE n.nspname = ANY (?)
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
            """;

    /** All of them. */
    static final List<CatalogQuery> ALL = List.of(
            new CatalogQuery(Kind.COLLATION, COLLATION),
            new CatalogQuery(Kind.CONVERSION, CONVERSION),
            new CatalogQuery(Kind.OPERATOR, OPERATOR),
            new CatalogQuery(Kind.OPERATOR_CLASS, OPERATOR_CLASS),
            new CatalogQuery(Kind.OPERATOR_FAMILY, OPERATOR_FAMILY),
            new CatalogQuery(Kind.TEXT_SEARCH, TEXT_SEARCH));

    private OperatorQueries() {}
}
