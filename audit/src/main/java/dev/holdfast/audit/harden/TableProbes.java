package dev.holdfast.audit.harden;

import java.util.List;

/** What is wrong with the tables themselves, and with the server they are on. A person decides what becomes of it. */
final class TableProbes {
    /** A month is known by its name, by its guards, or by the checks it took along. */
    private static final String DETACHED = """
            SELECT 'MONTH_DETACHED', format('%I.%I is not attached to the log', n.nspname, c.relname),
                   CASE WHEN m.month IS NULL THEN format('SELECT min(id), max(id), count(*) FROM %I.%I', n.nspname, c.relname)
                   ELSE format('ALTER TABLE ${schema}.${prefix}audit_event ATTACH PARTITION %I.%I FOR VALUES FROM (%L)'
                       || ' TO (%L)', n.nspname, c.relname,
                       (lpad(to_hex((extract(epoch FROM m.month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid,
                       (lpad(to_hex((extract(epoch FROM m.month + interval '1 month') * 1000)::bigint), 12, '0')
                           || repeat('0', 20))::uuid) END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT CASE WHEN n.nspname = '${schema}'
                    AND c.relname ~ '^${prefix}audit_event_[0-9]{4}_(0[1-9]|1[0-2])$'
                THEN to_timestamp(right(c.relname, 7), 'YYYY_MM') AT TIME ZONE current_setting('TimeZone') END AS month) m
            WHERE c.relkind IN ('r', 'p', 'f') AND c.oid NOT IN (SELECT oid FROM place)
              AND (m.month IS NOT NULL
                OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid
                    AND t.tgfoid = to_regprocedure('${schema}.${prefix}audit_append_only()'))
                OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid
                    AND k.conname = '${prefix}audit_event_recorded_near_id'
                    AND pg_get_constraintdef(k.oid) LIKE '%${schema}.${prefix}uuid7_time(%'))
            UNION ALL
            SELECT 'MONTH_DETACHED', name || ' is being detached from the log',
                   format('ALTER TABLE ${schema}.${prefix}audit_event DETACH PARTITION %s FINALIZE', name)
            FROM place WHERE detaching ORDER BY 2""";

    private static final String MISSING_MONTHS = """
            SELECT 'MONTH_MISSING', '${schema}.' || m.name, 'call AuditPartitions.ensureAhead()'
            FROM given g CROSS JOIN LATERAL unnest(g.months) m (name)
            WHERE NOT EXISTS (SELECT FROM place p WHERE p.kind = 'MONTH' AND p.relname = m.name) ORDER BY 2""";

    private static final String FOREIGN_TRIGGERS = """
            SELECT 'TRIGGER_FOREIGN', format('trigger %I on %s', t.tgname, p.name),
                   format('DROP TRIGGER %I ON %s', t.tgname, p.name)
            FROM place p JOIN pg_trigger t ON t.tgrelid = p.oid
            WHERE NOT t.tgisinternal AND t.tgparentid = 0
              AND NOT EXISTS (SELECT FROM guard g WHERE g.place = p.kind AND g.name = t.tgname) ORDER BY 2""";

    private static final String FOREIGN_KEYS = """
            SELECT 'FOREIGN_KEY', format('%I on %s to %s', k.conname, p.name, k.confrelid::regclass),
                   format('ALTER TABLE %s DROP CONSTRAINT %I', p.name, k.conname)
            FROM place p JOIN pg_constraint k ON k.conrelid = p.oid
            WHERE k.contype = 'f' AND k.conparentid = 0
              AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd')) ORDER BY 2""";

    private static final String STATES = """
            SELECT 'UNLOGGED', p.name, format('ALTER TABLE %s SET LOGGED', p.name)
            FROM place p WHERE p.relpersistence = 'u'
            UNION ALL SELECT 'ROW_SECURITY', p.name, format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', p.name)
            FROM place p WHERE p.relrowsecurity
            UNION ALL SELECT 'RULE', format('rule %I on %s', r.rulename, p.name), format('DROP RULE %I ON %s', r.rulename, p.name)
            FROM place p JOIN pg_rewrite r ON r.ev_class = p.oid ORDER BY 1, 2""";

    /** On the log itself: its months lose and take it with the log. How an interval is written is the session's to say. */
    private static final String CHECKS = """
            SELECT 'CHECK_MISSING', format('check %I on %s', k.name, p.name),
                   format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I, ADD CONSTRAINT %I CHECK (%s)', p.name, k.name, k.name,
                       k.exempt || k.time || ' - ${schema}.${prefix}uuid7_time(id) BETWEEN interval ''-24 hours'''
                       || ' AND interval ''24 hours''')
            FROM place p CROSS JOIN (VALUES
                ('${prefix}audit_event_recorded_near_id', 'recorded_at', 'origin <> ''LIVE'' OR ', '(origin <> ''LIVE''::text) OR ('),
                ('${prefix}audit_event_occurred_near_id', 'occurred_at', '', '')) k (name, time, exempt, begin)
            CROSS JOIN LATERAL (SELECT format('((%s - %%uuid7_time(id)) >= %%24%%', k.time) AS least,
                format('((%s - %%uuid7_time(id)) <= %%24%%', k.time) AS most) r
            WHERE p.kind = 'LOG' AND NOT EXISTS (SELECT FROM pg_constraint c
                WHERE c.conrelid = p.oid AND c.conname = k.name AND c.contype = 'c' AND c.convalidated
                  AND ltrim(pg_get_expr(c.conbin, c.conrelid), '(') LIKE
                      ltrim(k.begin || r.least, '(') || ') AND ' || r.most) ORDER BY 2""";

    private static final String COLUMN_DEFAULTS = """
            SELECT 'DEFAULT_CHANGED', format('default of %I on %s', k.name, p.name),
                   format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', p.name, k.name, k.expression)
            FROM place p CROSS JOIN (VALUES ('recorded_at', 'clock_timestamp()'), ('tx_id', 'pg_current_xact_id()'),
                ('origin', '''LIVE''::text')) k (name, expression)
            JOIN pg_attribute a ON a.attrelid = p.oid AND a.attname = k.name
            LEFT JOIN pg_attrdef d ON d.adrelid = p.oid AND d.adnum = a.attnum
            WHERE p.kind = 'LOG' AND pg_get_expr(d.adbin, d.adrelid) IS DISTINCT FROM k.expression ORDER BY 2""";

    private static final String EVENT_TRIGGERS = """
            SELECT 'EVENT_TRIGGER_MISSING', 'event trigger ' || quote_ident(e.name),
                   CASE WHEN t.oid IS NULL THEN format('CREATE EVENT TRIGGER %I ON ddl_command_end EXECUTE FUNCTION …', e.name)
                   ELSE format('ALTER EVENT TRIGGER %I ENABLE ALWAYS', e.name) END
            FROM given g CROSS JOIN LATERAL unnest(g.event_triggers) e (name)
            LEFT JOIN pg_event_trigger t ON t.evtname = e.name
            WHERE t.oid IS NULL OR t.evtenabled <> 'A' ORDER BY 2""";

    /** A session sets what it likes; what it begins with stands here. */
    private static final String SETTINGS = """
            SELECT 'SETTING', s.name || ' = off for the server',
                   format('ALTER SYSTEM SET %s = on; SELECT pg_reload_conf()', s.name)
            FROM (VALUES ('fsync'), ('full_page_writes'), ('synchronous_commit')) s (name)
            WHERE current_setting(s.name) = 'off'
            UNION ALL
            SELECT 'SETTING', format('%s for %s', c.setting, k.target),
                   format('ALTER %s RESET %s', k.target, split_part(c.setting, '=', 1))
            FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) c (setting)
            LEFT JOIN pg_database d ON d.oid = s.setdatabase
            CROSS JOIN LATERAL (SELECT CASE WHEN s.setrole = 0 THEN coalesce('DATABASE ' || quote_ident(d.datname), 'ROLE ALL')
                ELSE 'ROLE ' || quote_ident(pg_get_userbyid(s.setrole))
                    || coalesce(' IN DATABASE ' || quote_ident(d.datname), '') END AS target) k
            WHERE c.setting IN ('synchronous_commit=off', 'session_replication_role=replica')
              AND (s.setdatabase = 0 OR d.datname = current_database())
              AND (s.setrole = 0 OR s.setrole IN (SELECT oid FROM principal)) ORDER BY 2""";

    private TableProbes() {}

    static List<Probe> all() {
        return List.of(
                new Probe(DETACHED),
                new Probe(MISSING_MONTHS),
                new Probe(FOREIGN_TRIGGERS),
                new Probe(FOREIGN_KEYS),
                new Probe(STATES),
                new Probe(CHECKS),
                new Probe(COLUMN_DEFAULTS),
                new Probe(EVENT_TRIGGERS),
                new Probe(SETTINGS));
    }
}
