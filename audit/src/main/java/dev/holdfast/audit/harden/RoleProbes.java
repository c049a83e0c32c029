package dev.holdfast.audit.harden;

import java.util.List;

/** What roles may do beyond their grants on the log's tables. A person decides what becomes of it. */
final class RoleProbes {
    private static final String ATTRIBUTES = """
            SELECT CASE a.attribute WHEN 'SUPERUSER' THEN 'ROLE_SUPERUSER' ELSE 'ROLE_POWERFUL' END,
                   format('role %I has %s', r.rolname, a.attribute), format('ALTER ROLE %I NO%s', r.rolname, a.attribute)
            FROM principal p JOIN pg_roles r ON r.oid = p.oid
            JOIN LATERAL (VALUES ('SUPERUSER', r.rolsuper), ('CREATEROLE', r.rolcreaterole),
                ('BYPASSRLS', r.rolbypassrls), ('REPLICATION', r.rolreplication)) a (attribute, has) ON a.has
            ORDER BY 2""";

    /** The first step of each way that leads from a role of the log to one that may do more. */
    private static final String MEMBERSHIPS = """
            SELECT 'MEMBERSHIP', format('role %I is a member of %I, and so of %s', p.rolname, m.rolname,
                       string_agg(format('%I', g.rolname), ', ' ORDER BY g.rolname)),
                   format('REVOKE %I FROM %I', m.rolname, p.rolname)
            FROM principal p JOIN pg_auth_members e ON e.member = p.oid JOIN pg_roles m ON m.oid = e.roleid
            JOIN pg_roles g ON g.oid = m.oid OR (NOT m.rolsuper AND pg_has_role(m.oid, g.oid, 'MEMBER'))
            WHERE m.oid NOT IN (SELECT oid FROM principal)
              AND (g.rolsuper OR g.rolcreaterole OR g.rolname = (SELECT owner FROM given)
                OR g.oid IN (SELECT relowner FROM place)
                OR g.rolname IN ('pg_write_all_data', 'pg_read_all_data', 'pg_write_server_files', 'pg_read_server_files',
                    'pg_execute_server_program', 'pg_create_subscription', 'pg_maintain'))
            GROUP BY p.rolname, m.rolname ORDER BY 2""";

    /** One part's role in another's: it may do what no statement of its own part needs. */
    private static final String PARTS = """
            SELECT 'MEMBERSHIP', format('role %I is a member of %I, and so may %s', h.rolname, m.rolname,
                       string_agg(w.privilege || ' on ' || lower(w.place), ', ' ORDER BY w.place, w.privilege)),
                   format('REVOKE %I FROM %I', m.rolname, h.rolname)
            FROM holder h JOIN pg_auth_members e ON e.member = h.oid JOIN holder m ON m.oid = e.roleid
            JOIN wanted w ON w.role = m.rolname AND w.place IN (SELECT kind FROM place)
            WHERE NOT EXISTS (SELECT FROM wanted o
                WHERE o.role = h.rolname AND o.place = w.place AND o.privilege = w.privilege)
            GROUP BY h.rolname, m.rolname ORDER BY 2""";

    private static final String DEFAULTS = """
            SELECT 'DEFAULT_PRIVILEGES', format('%s on every new table of %I%s to %s', x.privilege_type,
                       pg_get_userbyid(d.defaclrole), k.within, k.grantee),
                   format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s REVOKE %s ON TABLES FROM %s',
                       pg_get_userbyid(d.defaclrole), upper(left(k.within, 10)) || substr(k.within, 11), x.privilege_type,
                       k.grantee)
            FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) x
            CROSS JOIN LATERAL (SELECT
                CASE WHEN d.defaclnamespace = 0 THEN '' ELSE ' in schema ${schema}' END AS within,
                CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee) k
            WHERE d.defaclobjtype = 'r' AND x.grantee <> d.defaclrole
              AND d.defaclnamespace IN (0, to_regnamespace('${schema}')::oid)
              AND (pg_get_userbyid(d.defaclrole) = (SELECT owner FROM given)
                OR d.defaclrole IN (SELECT relowner FROM place))
            ORDER BY 2""";

    private static final String SCHEMA = """
            SELECT 'SCHEMA_OPEN', format('schema ${schema} belongs to %I', r.rolname),
                   format('ALTER SCHEMA ${schema} OWNER TO %I', g.owner)
            FROM given g, pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
            WHERE n.oid = to_regnamespace('${schema}') AND r.rolname <> g.owner
              AND (NOT r.rolsuper OR r.oid IN (SELECT oid FROM principal))
            UNION ALL
            SELECT 'SCHEMA_OPEN', format('CREATE on schema ${schema} to %s', k.grantee),
                   format('REVOKE CREATE ON SCHEMA ${schema} FROM %s', k.grantee)
            FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) x
            CROSS JOIN LATERAL (SELECT CASE WHEN x.grantee = 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee) k
            WHERE n.oid = to_regnamespace('${schema}') AND x.privilege_type = 'CREATE'
              AND (x.grantee = 0 OR x.grantee IN (SELECT oid FROM principal))
            UNION ALL
            SELECT 'SCHEMA_OPEN', format('database %I belongs to %I', d.datname, p.rolname),
                   format('ALTER DATABASE %I OWNER TO %I', d.datname, g.owner)
            FROM given g, pg_database d JOIN principal p ON p.oid = d.datdba WHERE d.datname = current_database()
            ORDER BY 2""";

    private RoleProbes() {}

    static List<Probe> all() {
        return List.of(
                new Probe(ATTRIBUTES),
                new Probe(MEMBERSHIPS),
                new Probe(PARTS),
                new Probe(DEFAULTS),
                new Probe(SCHEMA));
    }
}
