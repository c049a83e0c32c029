package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.List;

/** The queries for what no schema holds; see {@link CatalogQueries}. Object numbers below 16384 came with the server. */
final class DatabaseQueries {
    private static final String CAST = """
            SELECT '', format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL), '',
                   concat_ws(' ', c.castcontext::text, c.castmethod::text, nullif(c.castfunc, 0)::regprocedure)
            FROM pg_cast c
            WHERE c.oid >= 16384
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String TRANSFORM = """
            SELECT '', format_type(t.trftype, NULL) || ' FOR ' || l.lanname, '',
                   concat_ws(' ', 'from', t.trffromsql::oid::regprocedure, 'to', t.trftosql::oid::regprocedure)
            FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
            WHERE NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_transform'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            """;
    private static final String EVENT_TRIGGER = """
            SELECT '', e.evtname, '', concat_ws(' ', 'on', e.evtevent, 'owner', pg_get_userbyid(e.evtowner), 'execute',
                   e.evtfoid::oid::regprocedure,
                   CASE e.evtenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'DISABLED' WHEN 'A' THEN 'enabled always'
                                     WHEN 'R' THEN 'enabled on replica' END,
                   (SELECT 'for ' || string_agg(t, ', ' ORDER BY t) FROM unnest(e.evttags) t))
            FROM pg_event_trigger e
            WHERE NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
            """;
    private static final String LANGUAGE = """
            SELECT '', l.lanname, '', concat_ws(' ', 'owner', pg_get_userbyid(l.lanowner),
                   CASE WHEN l.lanpltrusted THEN 'trusted' END, nullif(l.lanplcallfoid, 0)::regprocedure,
                   nullif(l.laninline, 0)::regprocedure, nullif(l.lanvalidator, 0)::regprocedure)
            FROM pg_language l
            WHERE l.lanispl
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_language'::regclass AND d.objid = l.oid AND d.deptype = 'e')
            """;
    private static final String ACCESS_METHOD = """
            SELECT '', a.amname, '', concat_ws(' ', a.amtype::text, a.amhandler)
            FROM pg_am a
            WHERE a.oid >= 16384
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_am'::regclass AND d.objid = a.oid AND d.deptype = 'e')
            """;
    private static final String FOREIGN_WRAPPER = """
            SELECT '', w.fdwname, 'wrapper', concat_ws(' ', 'owner', pg_get_userbyid(w.fdwowner),
                   nullif(w.fdwhandler, 0)::regprocedure, nullif(w.fdwvalidator, 0)::regprocedure,
                   array_to_string(w.fdwoptions, ', '))
            FROM pg_foreign_data_wrapper w
            WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_foreign_data_wrapper'::regclass
                                  AND d.objid = w.oid AND d.deptype = 'e')
            """;
    private static final String FOREIGN_SERVER = """
            SELECT '', s.srvname, '', concat_ws(' ', 'owner', pg_get_userbyid(s.srvowner), 'wrapper',
                   (SELECT w.fdwname FROM pg_foreign_data_wrapper w WHERE w.oid = s.srvfdw), 'type ' || s.srvtype,
                   'version ' || s.srvversion, array_to_string(s.srvoptions, ', '))
            FROM pg_foreign_server s
            """;
    /** The names of the options, and a short hash of them all: it tells two passwords apart and gives neither away. */
    private static final String USER_MAPPING = """
            SELECT '', m.srvname, m.usename, concat_ws(' ',
                   (SELECT string_agg(split_part(o, '=', 1), ', ' ORDER BY o) FROM unnest(m.umoptions) o),
                   'hash ' || left(encode(sha256(convert_to((SELECT string_agg(quote_literal(o), ',' ORDER BY o)
                                            FROM unnest(m.umoptions) o), 'UTF8')), 'hex'), 8))
            FROM pg_user_mappings m
            """;

    private static final String PUBLICATION = """
            SELECT '', p.pubname, '', concat_ws(' ', 'owner', pg_get_userbyid(p.pubowner),
                   to_jsonb(p) - '{oid,pubname,pubowner}'::text[],
                   (SELECT 'schemas ' || string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname)
                    FROM pg_publication_namespace x JOIN pg_namespace n ON n.oid = x.pnnspid WHERE x.pnpubid = p.oid))
            FROM pg_publication p
            """;
    /** The connection string is left out: it holds a password, and only a superuser may read it. */
    private static final String SUBSCRIPTION = """
            SELECT '', s.subname, '', concat_ws(' ', 'owner', pg_get_userbyid(s.subowner),
                   CASE WHEN s.subenabled THEN 'enabled' ELSE 'DISABLED' END, 'slot ' || s.subslotname, s.subsynccommit,
                   s.substream::text, s.subbinary::text, array_to_string(s.subpublications, ', '))
            FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
            """;

    private static final String DEFAULT_GRANT = """
            SELECT '', pg_get_userbyid(d.defaclrole), d.defaclobjtype::text,
                   (SELECT string_agg(x::text, ', ' ORDER BY x::text) FROM unnest(d.defaclacl) x)
            FROM pg_default_acl d WHERE d.defaclnamespace = 0
            """;
    private static final String GRANT = """
            SELECT '', o.name, o.what || ' ' || CASE WHEN x.grantee = 0 THEN 'public'
                                                     ELSE pg_get_userbyid(x.grantee) END,
                   string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END, ', '
                              ORDER BY x.privilege_type, x.is_grantable)
            FROM (SELECT '' AS name, 'database' AS what, coalesce(d.datacl, acldefault('d', d.datdba)) AS acl
                  FROM pg_database d WHERE d.datname = current_database()
                  UNION ALL
                  SELECT l.lanname, 'language', coalesce(l.lanacl, acldefault('l', l.lanowner))
                  FROM pg_language l WHERE l.lanpltrusted
                  UNION ALL
                  SELECT w.fdwname, 'wrapper', coalesce(w.fdwacl, acldefault('F', w.fdwowner))
                  FROM pg_foreign_data_wrapper w
                  UNION ALL
                  SELECT s.srvname, 'server', coalesce(s.srvacl, acldefault('S', s.srvowner))
                  FROM pg_foreign_server s) o
            CROSS JOIN LATERAL aclexplode(o.acl) x
            GROUP BY o.name, o.what, x.grantee
            """;
    private static final String COMMENT = """
            SELECT '', i.identity, i.type, d.description
            FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE d.classoid IN ('pg_extension'::regclass, 'pg_publication'::regclass, 'pg_subscription'::regclass,
                  'pg_cast'::regclass, 'pg_transform'::regclass, 'pg_event_trigger'::regclass, 'pg_language'::regclass,
                  'pg_am'::regclass, 'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass)
              AND (d.objoid >= 16384 OR d.classoid = 'pg_extension'::regclass)
            UNION ALL
            SELECT '', '', 'database', shobj_description(oid, 'pg_database') FROM pg_database
            WHERE datname = current_database() AND shobj_description(oid, 'pg_database') IS NOT NULL
            """;
    private static final String LABEL = """
            SELECT '', i.identity, concat_ws(' ', i.type, l.provider), l.label
            FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
            WHERE i.schema IS NULL
            """;

    /** All of them. */
    static final List<CatalogQuery> ALL = List.of(
            new CatalogQuery(Kind.CAST, CAST),
            new CatalogQuery(Kind.TRANSFORM, TRANSFORM),
            new CatalogQuery(Kind.EVENT_TRIGGER, EVENT_TRIGGER),
            new CatalogQuery(Kind.LANGUAGE, LANGUAGE),
            new CatalogQuery(Kind.ACCESS_METHOD, ACCESS_METHOD),
            new CatalogQuery(Kind.FOREIGN_SERVER, FOREIGN_WRAPPER),
            new CatalogQuery(Kind.FOREIGN_SERVER, FOREIGN_SERVER),
            new CatalogQuery(Kind.USER_MAPPING, USER_MAPPING),
            new CatalogQuery(Kind.PUBLICATION, PUBLICATION),
            new CatalogQuery(Kind.SUBSCRIPTION, SUBSCRIPTION),
            new CatalogQuery(Kind.DEFAULT_GRANT, DEFAULT_GRANT),
            new CatalogQuery(Kind.GRANT, GRANT),
            new CatalogQuery(Kind.COMMENT, COMMENT),
            new CatalogQuery(Kind.LABEL, LABEL));

    private DatabaseQueries() {}
}
