package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.Map;

/** The queries for what is said about objects: privileges and comments; see {@link CatalogQueries}. */
final class RemarkQueries {
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
    /** What a role grants in every schema counts for each in which it may create; 'n' is for schemas themselves. */
    private static final String DEFAULT_GRANT = """
            SELECT n.nspname, '', concat_ws(' ', pg_get_userbyid(d.defaclrole), d.defaclobjtype::text,
                   CASE d.defaclnamespace WHEN 0 THEN 'in every schema' END),
                   (SELECT string_agg(x::text, ', ' ORDER BY x::text) FROM unnest(d.defaclacl) x)
            FROM pg_default_acl d
            JOIN pg_namespace n ON n.oid = d.defaclnamespace
                 OR d.defaclnamespace = 0 AND d.defaclobjtype IN ('r', 'S', 'f', 'T')
                    AND has_schema_privilege(d.defaclrole, n.oid, 'CREATE')
            WHERE n.nspname = ANY (?)
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
                  SELECT 'pg_rewrite'::regclass, r.oid, 0, n.nspname, c.relname, 'rule ' || r.rulename
                  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_statistic_ext'::regclass, s.oid, 0, n.nspname, c.relname, 'statistics ' || s.stxname
                  FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  UNION ALL
                  SELECT 'pg_constraint'::regclass, k.oid, 0, n.nspname, t.typname, 'constraint ' || k.conname
                  FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
                  JOIN pg_namespace n ON n.oid = t.typnamespace
                  UNION ALL
                  SELECT 'pg_type'::regclass, t.oid, 0, n.nspname, t.typname, 'type'
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                  UNION ALL
                  SELECT 'pg_namespace'::regclass, n.oid, 0, n.nspname, '', '' FROM pg_namespace n) o
            JOIN pg_description d ON d.classoid = o.class AND d.objoid = o.oid AND d.objsubid = o.sub
            WHERE o.schema = ANY (?)
            """;

    private RemarkQueries() {}

    static void addTo(Map<Kind, String> queries) {
        queries.put(Kind.GRANT, GRANT);
        queries.put(Kind.DEFAULT_GRANT, DEFAULT_GRANT);
        queries.put(Kind.COMMENT, COMMENT);
    }
}
