package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.util.List;

/** The queries for tables, views and what hangs on them; see {@link CatalogQueries}. */
final class RelationQueries {
    private static final String TABLE = """
            SELECT n.nspname, c.relname, '', concat_ws(' ',
                   CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' END,
                   CASE c.relpersistence WHEN 'u' THEN 'unlogged' END, 'table owner', pg_get_userbyid(c.relowner),
                   (SELECT 'using ' || m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
                   pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
                   (SELECT 'inherits ' || string_agg(i.inhparent::regclass
                            || CASE WHEN i.inhdetachpending THEN ' DETACHING' ELSE '' END, ', ' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid),
                   CASE WHEN c.relrowsecurity THEN 'row security' END,
                   CASE WHEN c.relforcerowsecurity THEN 'forced' END,
                   CASE WHEN c.relreplident <> 'd' THEN 'replica identity ' || c.relreplident::text END,
                   (SELECT 'tablespace ' || t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
                   array_to_string(c.reloptions, ', '), 'of ' || nullif(c.reloftype, 0)::regtype,
                   (SELECT 'toast ' || array_to_string(t.reloptions, ', ') FROM pg_class t WHERE t.oid = c.reltoastrelid),
                   (SELECT concat_ws(' ', 'server', s.srvname, array_to_string(f.ftoptions, ', '))
                    FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'f')
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    private static final String VIEW = """
            SELECT n.nspname, c.relname, '', concat_ws(' ', CASE c.relkind WHEN 'm' THEN 'materialized' END,
                   CASE WHEN NOT c.relispopulated THEN 'without data' END, 'view owner',
                   pg_get_userbyid(c.relowner), array_to_string(c.reloptions, ', '),
                   (SELECT 'using ' || m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
                   (SELECT 'tablespace ' || t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
                   'as', pg_get_viewdef(c.oid))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('v', 'm')
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
    /** A place among those that are there now: an attribute's of a type is part of its values, a column's is not. */
    private static final String COLUMN = """
            SELECT n.nspname, c.relname, a.attname, concat_ws(' ',
                   CASE c.relkind WHEN 'c' THEN 'attribute ' ELSE '#' END
                       || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
                   format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation END,
                   CASE WHEN a.attnotnull THEN 'not null' END,
                   CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
                   CASE WHEN a.attgenerated = '' THEN 'default ' || pg_get_expr(d.adbin, d.adrelid)
                        ELSE 'generated (' || a.attgenerated::text || ') ' || pg_get_expr(d.adbin, d.adrelid) END,
                   CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
                   CASE WHEN a.attcompression <> '' THEN 'compression ' || a.attcompression::text END,
                   CASE WHEN a.attstattarget >= 0 THEN 'statistics ' || a.attstattarget END,
                   CASE WHEN a.attinhcount > 0 THEN CASE WHEN a.attislocal THEN 'inherited, own' ELSE 'inherited' END END,
                   array_to_string(a.attoptions, ', '), array_to_string(a.attfdwoptions, ', '))
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
    /** With what enforces it switched off: a foreign key whose triggers are disabled checks nothing. */
    private static final String CONSTRAINT = """
            SELECT n.nspname, c.relname, k.conname, concat_ws(' ', pg_get_constraintdef(k.oid),
                   CASE WHEN NOT k.conislocal THEN 'inherited' END,
                   (SELECT string_agg(concat_ws(' ', t.tgfoid::regproc, 'on', t.tgrelid::regclass,
                                                CASE t.tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'A' THEN 'enabled always'
                                                                 WHEN 'R' THEN 'enabled on replica' END), ', '
                                      ORDER BY t.tgrelid::regclass::text, t.tgfoid::regproc::text)
                    FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgisinternal AND t.tgenabled <> 'O'))
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;

    private static final String INDEX = """
            SELECT n.nspname, c.relname, x.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid),
                   CASE WHEN NOT i.indisvalid THEN 'INVALID' END, CASE WHEN NOT i.indisready THEN 'NOT READY' END,
                   CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'identity' END,
                   (SELECT 'attached to ' || h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = x.oid),
                   (SELECT 'tablespace ' || t.spcname FROM pg_tablespace t WHERE t.oid = x.reltablespace),
                   (SELECT string_agg('statistics ' || a.attnum || ':' || a.attstattarget, ', ' ORDER BY a.attnum)
                    FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0))
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
    /** The target is NULL or -1, depending on the server's version, where it was never set. */
    private static final String STATISTICS = """
            SELECT n.nspname, c.relname, s.stxname, concat_ws(' ', pg_get_statisticsobjdef(s.oid),
                   'owner', pg_get_userbyid(s.stxowner),
                   CASE WHEN s.stxstattarget >= 0 THEN 'statistics ' || s.stxstattarget END)
            FROM pg_statistic_ext s
            JOIN pg_class c ON c.oid = s.stxrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
            """;
    /**
     * As JSON, since the columns that describe a publication differ from one version of the server to the next. The
     * published columns by name: their order is that of the table and means nothing.
     */
    private static final String PUBLICATION = """
            SELECT t.schemaname, t.tablename, t.pubname, concat_ws(' ', 'owner', pg_get_userbyid(p.pubowner),
                   to_jsonb(p) - 'oid' - 'pubname' - 'pubowner', to_jsonb(t) - 'pubname' - 'schemaname' - 'tablename' - 'attnames',
                   (SELECT string_agg(quote_ident(a), ', ' ORDER BY a) FROM unnest(t.attnames) a))
            FROM pg_publication_tables t JOIN pg_publication p ON p.pubname = t.pubname
            WHERE t.schemaname = ANY (?)
            """;

    /** All of them. */
    static final List<CatalogQuery> ALL = List.of(
            new CatalogQuery(Kind.TABLE, TABLE),
            new CatalogQuery(Kind.VIEW, VIEW),
            new CatalogQuery(Kind.COLUMN, COLUMN),
            new CatalogQuery(Kind.CONSTRAINT, CONSTRAINT),
            new CatalogQuery(Kind.INDEX, INDEX),
            new CatalogQuery(Kind.TRIGGER, TRIGGER),
            new CatalogQuery(Kind.POLICY, POLICY),
            new CatalogQuery(Kind.RULE, RULE),
            new CatalogQuery(Kind.STATISTICS, STATISTICS),
            new CatalogQuery(Kind.PUBLICATION, PUBLICATION));

    private RelationQueries() {}
}
