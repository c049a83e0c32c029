package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.List;

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
                  SELECT n.nspname, t.typname, 'type ', coalesce(t.typacl, acldefault('T', t.typowner))
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                  WHERE t.typacl IS NOT NULL OR t.typtype IN ('e', 'd', 'r')
                     OR t.typtype = 'b' AND t.typsubscript <> 'array_subscript_handler'::regproc
                     OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')
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

    /** Comments on what has no query of its own above: the server names the object. */
    private static final String OTHER_COMMENT = """
            SELECT i.schema, substr(i.identity, length(quote_ident(i.schema)) + 2), i.type, d.description
            FROM pg_description d
            CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE d.objoid >= 16384 AND i.schema = ANY (?)
              AND d.classoid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass,
                  'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_statistic_ext'::regclass,
                  'pg_type'::regclass)
            """;

    private static final String LABEL = """
            SELECT i.schema, substr(i.identity, length(quote_ident(i.schema)) + 2),
                   concat_ws(' ', i.type, l.provider), l.label
            FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
            WHERE i.schema = ANY (?)
            """;
    /** From the comments to what they are on: there are few beside the server's own. */
    private static final String COMMENT = """
            WITH d AS MATERIALIZED (
                SELECT * FROM pg_description
                WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass)
            SELECT n.nspname, o.owner, o.part, o.description
            FROM (SELECT c.relnamespace AS namespace, c.relname AS owner,
                         coalesce('column ' || a.attname, '') AS part, d.description
                  FROM d JOIN pg_class c ON c.oid = d.objoid
                  LEFT JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
                  WHERE d.classoid = 'pg_class'::regclass
                  UNION ALL
                  SELECT p.pronamespace, p.proname, '(' || pg_get_function_identity_arguments(p.oid) || ')', d.description
                  FROM d JOIN pg_proc p ON p.oid = d.objoid WHERE d.classoid = 'pg_proc'::regclass
                  UNION ALL
                  SELECT k.connamespace, coalesce(c.relname, t.typname), 'constraint ' || k.conname, d.description
                  FROM d JOIN pg_constraint k ON k.oid = d.objoid
                  LEFT JOIN pg_class c ON c.oid = k.conrelid
                  LEFT JOIN pg_type t ON t.oid = k.contypid WHERE d.classoid = 'pg_constraint'::regclass
                  UNION ALL
                  SELECT c.relnamespace, c.relname, 'trigger ' || t.tgname, d.description
                  FROM d JOIN pg_trigger t ON t.oid = d.objoid JOIN pg_class c ON c.oid = t.tgrelid
                  WHERE d.classoid = 'pg_trigger'::regclass
                  UNION ALL
                  SELECT c.relnamespace, c.relname, 'policy ' || p.polname, d.description
                  FROM d JOIN pg_policy p ON p.oid = d.objoid JOIN pg_class c ON c.oid = p.polrelid
                  WHERE d.classoid = 'pg_policy'::regclass
                  UNION ALL
                  SELECT c.relnamespace, c.relname, 'rule ' || r.rulename, d.description
                  FROM d JOIN pg_rewrite r ON r.oid = d.objoid JOIN pg_class c ON c.oid = r.ev_class
                  WHERE d.classoid = 'pg_rewrite'::regclass
                  UNION ALL
                  SELECT c.relnamespace, c.relname, 'statistics ' || s.stxname, d.description
                  FROM d JOIN pg_statistic_ext s ON s.oid = d.objoid JOIN pg_class c ON c.oid = s.stxrelid
                  WHERE d.classoid = 'pg_statistic_ext'::regclass
                  UNION ALL
                  SELECT t.typnamespace, t.typname, 'type', d.description
                  FROM d JOIN pg_type t ON t.oid = d.objoid WHERE d.classoid = 'pg_type'::regclass
                  UNION ALL
                  SELECT d.objoid, '', '', d.description FROM d WHERE d.classoid = 'pg_namespace'::regclass) o
            JOIN pg_namespace n ON n.oid = o.namespace
            WHERE n.nspname = ANY (?)
            """;

    /** All but what {@link DatabaseQueries} has. */
    static final List<CatalogQuery> ALL = List.of(
            new CatalogQuery(Kind.GRANT, GRANT),
            new CatalogQuery(Kind.DEFAULT_GRANT, DEFAULT_GRANT),
            new CatalogQuery(Kind.COMMENT, COMMENT),
            new CatalogQuery(Kind.COMMENT, OTHER_COMMENT),
            new CatalogQuery(Kind.LABEL, LABEL));

    private RemarkQueries() {}
}
