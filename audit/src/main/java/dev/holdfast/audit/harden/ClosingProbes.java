package dev.holdfast.audit.harden;

import java.util.List;

/** What hardening closes by itself: what each finds, its own statement puts right. In the order in which they are run. */
final class ClosingProbes {
    private static final String MISSING_ROLES = """
            SELECT 'ROLE_MISSING', 'role ' || quote_ident(r.role), format('CREATE ROLE %I NOLOGIN', r.role)
            FROM (SELECT owner AS role FROM given UNION SELECT role FROM wanted) r
            WHERE NOT EXISTS (SELECT FROM pg_roles k WHERE k.rolname = r.role) ORDER BY 2""";

    private static final String FUNCTIONS = """
            SELECT CASE WHEN p.oid IS NULL THEN 'FUNCTION_MISSING' ELSE 'FUNCTION_REPLACED' END,
                   'function ' || f.signature, f.makes
            FROM fn f LEFT JOIN pg_proc p ON p.oid = to_regprocedure(f.signature)
            LEFT JOIN pg_language l ON l.oid = p.prolang
            WHERE p.oid IS NULL OR coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) <> f.body
               OR l.lanname <> f.language OR p.prosecdef OR coalesce(p.proconfig::text, '') <> f.config
            ORDER BY 2""";

    private static final String OWNERS = """
            SELECT CASE WHEN o.relowner IN (SELECT oid FROM principal) THEN 'OWNER_APPLICATION' ELSE 'OWNER_OTHER' END,
                   format('%s %s belongs to %I', lower(o.type), o.name, pg_get_userbyid(o.relowner)),
                   format('ALTER %s %s OWNER TO %I', o.type, o.name, g.owner)
            FROM given g, (SELECT 'TABLE' AS type, name, relowner FROM place
                UNION ALL SELECT 'FUNCTION', f.signature, p.proowner FROM fn f
                    JOIN pg_proc p ON p.oid = to_regprocedure(f.signature)) o
            WHERE pg_get_userbyid(o.relowner) <> g.owner ORDER BY o.type DESC, o.name""";

    /** Whoever was the owner, or is to be it, needs no grant, and may lose none. */
    private static final String SURPLUS = """
            SELECT 'GRANT_SURPLUS', format('%s%s on %s to %s', x.privilege, CASE WHEN x.wanted THEN ' with grant option' END,
                       x.name, x.grantee),
                   format('REVOKE %s%s ON TABLE %s FROM %s CASCADE', CASE WHEN x.wanted THEN 'GRANT OPTION FOR ' END,
                       x.privilege, x.name, x.grantee)
            FROM (
                SELECT p.name, a.privilege_type AS privilege, a.is_grantable,
                    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
                    EXISTS (SELECT FROM wanted w WHERE w.place = p.kind AND w.privilege = a.privilege_type
                        AND a.grantee <> 0 AND w.role = pg_get_userbyid(a.grantee)) AS wanted
                FROM place p CROSS JOIN LATERAL aclexplode(p.relacl) a, given g
                WHERE a.grantee <> p.relowner AND pg_get_userbyid(a.grantee) <> g.owner
                UNION ALL
                SELECT p.name, format('%s (%I)', a.privilege_type, c.attname), a.is_grantable,
                    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END, false
                FROM place p JOIN pg_attribute c ON c.attrelid = p.oid CROSS JOIN LATERAL aclexplode(c.attacl) a, given g
                WHERE a.grantee <> p.relowner AND pg_get_userbyid(a.grantee) <> g.owner) x
            WHERE NOT x.wanted OR x.is_grantable ORDER BY 2""";

    private static final String MISSING_GRANTS = """
            SELECT 'GRANT_MISSING', format('%s on %s to %I', w.privilege, p.name, w.role),
                   format('GRANT %s ON TABLE %s TO %I', w.privilege, p.name, w.role)
            FROM wanted w JOIN place p ON p.kind = w.place LEFT JOIN pg_roles r ON r.rolname = w.role
            WHERE NOT EXISTS (SELECT FROM aclexplode(p.relacl) a
                WHERE a.grantee = r.oid AND a.privilege_type = w.privilege)
            ORDER BY 2""";

    private static final String MISSING_AROUND = """
            SELECT 'GRANT_MISSING', format('%s on %s to %I', w.privilege, k.name, w.role),
                   format('GRANT %s ON %s TO %I', w.privilege, k.name, w.role)
            FROM wanted w LEFT JOIN pg_roles r ON r.rolname = w.role
            JOIN LATERAL (SELECT CASE w.place WHEN 'SCHEMA' THEN 'SCHEMA ${schema}'
                    WHEN 'FUNCTION' THEN 'FUNCTION ${schema}.${prefix}uuid7_time(uuid)'
                    WHEN 'DATABASE' THEN format('DATABASE %I', current_database()) END AS name) k ON k.name IS NOT NULL
            WHERE CASE w.place WHEN 'SCHEMA' THEN has_schema_privilege(r.oid, '${schema}', w.privilege)
                WHEN 'FUNCTION' THEN
                    has_function_privilege(r.oid, to_regprocedure('${schema}.${prefix}uuid7_time(uuid)'), w.privilege)
                WHEN 'DATABASE' THEN has_database_privilege(r.oid, current_database(), w.privilege) END IS NOT TRUE
            ORDER BY 2""";

    private static final String TRIGGERS = """
            SELECT CASE WHEN t.oid IS NULL THEN 'TRIGGER_MISSING' WHEN d.differs THEN 'TRIGGER_CHANGED'
                        ELSE 'TRIGGER_OFF' END,
                   format('trigger %I on %s', g.name, p.name),
                   CASE WHEN d.differs THEN format(g.makes, p.name) || '; ' ELSE '' END || format(g.enables, p.name)
            FROM place p JOIN guard g ON g.place = p.kind
            LEFT JOIN pg_trigger t ON t.tgrelid = p.oid AND t.tgname = g.name
            CROSS JOIN LATERAL (SELECT t.oid IS NULL OR t.tgfoid IS DISTINCT FROM to_regprocedure(g.function)
                OR t.tgtype <> g.type OR t.tgqual IS NOT NULL OR t.tgnargs > 0 OR t.tgattr::text <> '' AS differs) d
            WHERE d.differs OR t.tgenabled <> 'A' ORDER BY 2""";

    private ClosingProbes() {}

    static List<Probe> roles() {
        return List.of(new Probe(MISSING_ROLES));
    }

    static List<Probe> all() {
        return List.of(
                new Probe(MISSING_ROLES),
                new Probe(MISSING_AROUND),
                new Probe(FUNCTIONS),
                new Probe(OWNERS),
                new Probe(SURPLUS),
                new Probe(MISSING_GRANTS),
                new Probe(TRIGGERS));
    }
}
