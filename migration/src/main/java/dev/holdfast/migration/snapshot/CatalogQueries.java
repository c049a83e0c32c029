package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

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
            SELECT n.nspname, e.extname, '', e.extversion
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = ANY (?)
            """;
    private static final String TABLE = """
            SELECT n.nspname, c.relname, '', concat_ws(' ',
                   CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' END,
                   CASE c.relpersistence WHEN 'u' THEN 'unlogged' END, 'table owner', pg_get_userbyid(c.relowner),
                   pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
                   (SELECT 'inherits ' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid),
                   CASE WHEN c.relrowsecurity THEN 'row security' END,
                   CASE WHEN c.relforcerowsecurity THEN 'forced' END,
                   CASE WHEN c.relreplident <> 'd' THEN 'replica identity ' || c.relreplident::text END,
                   (SELECT 'tablespace ' || t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
                   array_to_string(c.reloptions, ', '))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'f')
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String VIEW = """
            SELECT n.nspname, c.relname, '', concat_ws(' ', CASE c.relkind WHEN 'm' THEN 'materialized' END,
                   'view owner', pg_get_userbyid(c.relowner), array_to_string(c.reloptions, ', '),
                   'as', pg_get_viewdef(c.oid))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('v', 'm')
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String COLUMN = """
            SELECT n.nspname, c.relname, a.attname, concat_ws(' ',
                   '#' || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
                   format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation END,
                   CASE WHEN a.attnotnull THEN 'not null' END,
                   CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
                   CASE WHEN a.attgenerated = '' THEN 'default ' || pg_get_expr(d.adbin, d.adrelid)
                        ELSE 'generated (' || a.attgenerated::text || ') ' || pg_get_expr(d.adbin, d.adrelid) END,
                   CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
                   CASE WHEN a.attcompression <> '' THEN 'compression ' || a.attcompression::text END,
                   CASE WHEN a.attinhcount > 0 THEN 'inherited' END,
                   array_to_string(a.attoptions, ', '))
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
              AND a.attnum > 0 AND NOT a.attisdropped
              AND NOT EXISTS (SELECT FROM pg_depend x
                              WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
            """;
    private static final String CONSTRAINT = """
            SELECT n.nspname, c.relname, k.conname, concat_ws(' ', pg_get_constraintdef(k.oid),
                   CASE WHEN NOT k.conislocal THEN 'inherited' END)
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    private static final String INDEX = """
            SELECT n.nspname, c.relname, x.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid),
                   CASE WHEN NOT i.indisvalid THEN 'INVALID' END, CASE WHEN NOT i.indisready THEN 'NOT READY' END,
                   CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'identity' END)
            FROM pg_index i
            JOIN pg_class x ON x.oid = i.indexrelid
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    private static final String TRIGGER = """
            SELECT n.nspname, c.relname, t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid),
                   CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'DISABLED' WHEN 'A' THEN 'enabled always'
                                    WHEN 'R' THEN 'enabled on replica' END)
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND (NOT t.tgisinternal OR t.tgenabled <> 'O' AND t.tgconstraint = 0)
            """;
    private static final String POLICY = """
            SELECT n.nspname, c.relname, p.polname, concat_ws(' ', p.polcmd::text,
                   CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
                   (SELECT string_agg(CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', ' ORDER BY r)
                    FROM unnest(p.polroles) r),
                   'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    private static final String RULE = """
            SELECT n.nspname, c.relname, r.rulename, concat_ws(' ', pg_get_ruledef(r.oid), r.ev_enabled::text)
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND r.rulename <> '_RETURN'
            """;
    private static final String FUNCTION = """
            SELECT n.nspname, p.proname, '(' || pg_get_function_identity_arguments(p.oid) || ')',
                   concat_ws(' ', 'owner', pg_get_userbyid(p.proowner),
                   CASE WHEN p.prokind = 'a' THEN 'aggregate returns ' || pg_get_function_result(p.oid)
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
                   (SELECT 'owned by ' || d.refobjid::regclass || '.' || a.attname
                    FROM pg_depend d
                    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                      AND d.refobjsubid > 0))
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    static final String SEQUENCE_VALUES = """
            SELECT schemaname, sequencename, '', 'value ' || coalesce(last_value::text, 'none')
            FROM pg_sequences WHERE schemaname = ANY (?)
            """;
    private static final String TYPE = """
            SELECT n.nspname, t.typname, '', CASE t.typtype
                   WHEN 'e' THEN 'enum ' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                             FROM pg_enum e WHERE e.enumtypid = t.oid)
                   WHEN 'd' THEN concat_ws(' ', 'domain', format_type(t.typbasetype, t.typtypmod),
                        CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                        (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
                         FROM pg_constraint k WHERE k.contypid = t.oid))
                   WHEN 'c' THEN 'composite'
                   ELSE 'type ' || t.typtype::text END || ' owner ' || pg_get_userbyid(t.typowner)
            FROM pg_type t
            JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_class c ON c.oid = t.typrelid
            WHERE n.nspname = ANY (?) AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            """;
    private static final String GRANT = """
            SELECT o.schema, o.owner, o.part || CASE WHEN x.grantee = 0 THEN 'public'
                                                     ELSE pg_get_userbyid(x.grantee) END,
                   string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END, ', '
                              ORDER BY x.privilege_type, x.is_grantable)
            FROM (SELECT n.nspname AS schema, c.relname AS owner, '' AS part,
                         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                                                       c.relowner)) AS acl
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
                  UNION ALL
                  SELECT n.nspname, c.relname, '(' || a.attname || ') ', a.attacl
                  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
                  UNION ALL
                  SELECT n.nspname, p.proname, '(' || pg_get_function_identity_arguments(p.oid) || ') ',
                         coalesce(p.proacl, acldefault('f', p.proowner))
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                  UNION ALL
                  SELECT n.nspname, t.typname, 'type ', t.typacl
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typacl IS NOT NULL
                  UNION ALL
                  SELECT n.nspname, '', '', coalesce(n.nspacl, acldefault('n', n.nspowner)) FROM pg_namespace n) o
            CROSS JOIN LATERAL aclexplode(o.acl) x
            WHERE o.schema = ANY (?)
            GROUP BY o.schema, o.owner, o.part, x.grantee
            """;
    private static final String DEFAULT_GRANT = """
            SELECT n.nspname, '', pg_get_userbyid(d.defaclrole) || ' ' || d.defaclobjtype::text, d.defaclacl::text
            FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace WHERE n.nspname = ANY (?)
            """;
    private static final String COMMENT = """
            SELECT o.schema, o.owner, o.part, d.description
            FROM (SELECT 'pg_class'::regclass AS class, c.oid, 0 AS sub, n.nspname AS schema, c.relname AS owner,
                         '' AS part
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_class'::regclass, c.oid, a.attnum, n.nspname, c.relname, 'column ' || a.attname
                  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0
                  UNION ALL
                  SELECT 'pg_proc'::regclass, p.oid, 0, n.nspname, p.proname,
                         '(' || pg_get_function_identity_arguments(p.oid) || ')'
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                  UNION ALL
                  SELECT 'pg_constraint'::regclass, k.oid, 0, n.nspname, c.relname, 'constraint ' || k.conname
                  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_trigger'::regclass, t.oid, 0, n.nspname, c.relname, 'trigger ' || t.tgname
                  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_policy'::regclass, p.oid, 0, n.nspname, c.relname, 'policy ' || p.polname
                  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_type'::regclass, t.oid, 0, n.nspname, t.typname, 'type'
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                  UNION ALL
                  SELECT 'pg_namespace'::regclass, n.oid, 0, n.nspname, '', '' FROM pg_namespace n) o
            JOIN pg_description d ON d.classoid = o.class AND d.objoid = o.oid AND d.objsubid = o.sub
            WHERE o.schema = ANY (?)
            """;

    /** The queries in the order of their kinds. */
    static final Map<Kind, String> ALL = all();

    private CatalogQueries() {}

    private static Map<Kind, String> all() {
        EnumMap<Kind, String> queries = new EnumMap<>(Kind.class);
        queries.put(Kind.SCHEMA, SCHEMA);
        queries.put(Kind.EXTENSION, EXTENSION);
        queries.put(Kind.TABLE, TABLE);
        queries.put(Kind.VIEW, VIEW);
        queries.put(Kind.COLUMN, COLUMN);
        queries.put(Kind.CONSTRAINT, CONSTRAINT);
        queries.put(Kind.INDEX, INDEX);
        queries.put(Kind.TRIGGER, TRIGGER);
        queries.put(Kind.POLICY, POLICY);
        queries.put(Kind.RULE, RULE);
        queries.put(Kind.FUNCTION, FUNCTION);
        queries.put(Kind.SEQUENCE, SEQUENCE);
        queries.put(Kind.TYPE, TYPE);
        queries.put(Kind.GRANT, GRANT);
        queries.put(Kind.DEFAULT_GRANT, DEFAULT_GRANT);
        queries.put(Kind.COMMENT, COMMENT);
        return Collections.unmodifiableMap(queries);
    }
}
