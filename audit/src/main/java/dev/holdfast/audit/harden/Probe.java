package dev.holdfast.audit.harden;

import java.util.List;

/**
 * A question to the catalogs, whose every row is something open.
 *
 * @param sql reads from the tables of {@link Catalog}; gives a {@link HardeningFinding.Kind}, what is open, and what closes it
 */
record Probe(String sql) {
    /** Those that must be readable for the tables of {@link Catalog} themselves. */
    private static final List<String> ALWAYS =
            List.of("pg_class", "pg_namespace", "pg_inherits", "pg_roles", "pg_auth_members");

    private static final List<String> SOMETIMES = List.of(
            "pg_trigger",
            "pg_proc",
            "pg_language",
            "pg_attribute",
            "pg_attrdef",
            "pg_default_acl",
            "pg_constraint",
            "pg_rewrite",
            "pg_event_trigger",
            "pg_db_role_setting",
            "pg_database");

    /** The catalogs it reads. */
    List<String> catalogs() {
        List<String> read = new java.util.ArrayList<>(ALWAYS);
        SOMETIMES.stream().filter(sql::contains).forEach(read::add);
        return read;
    }
}
