package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.MigrationException;
import java.util.List;

/** Looks before anything is changed: eight tables, and no history that tells where they come from. */
public final class LookFirst implements Step<Host> {
    static final String ROLE_PERMISSIONS = """
            SELECT r.name || ' ' || count(rp.permission_id) FROM roles r
            LEFT JOIN role_permissions rp ON rp.role_id = r.id GROUP BY r.name, r.level ORDER BY r.level DESC""";

    @Override
    public String title() {
        return "Look first: what is there, and who wrote it down";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        transcript.expect(
                "tables in schema public",
                List.of(
                        "api_keys",
                        "audit_log_basic",
                        "migrations",
                        "permissions",
                        "role_permissions",
                        "roles",
                        "sessions",
                        "user_roles",
                        "users"),
                host.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"));
        transcript.expect(
                "rows in the old runner's table migrations", 0L, host.number("SELECT count(*) FROM migrations"));
        transcript.expect(
                "permissions of each role",
                List.of("superadmin 10", "admin 9", "moderator 2", "user 3"),
                host.texts(ROLE_PERMISSIONS));
        int own = host.migrations(Schema.memory()).migrate().applied().size();
        transcript.found("tables that remember migrations installed by %d migrations, in schema holdfast", own);
        transcript.expect(
                "pending by the history",
                List.of("001", "002", "003"),
                host.migrations().status().of(MigrationSet.HOST).in(State.PENDING));
        transcript.refused("migrate, as if 001 had never run", "host", refusal(host));
        transcript.because("running 001 again ends at the first table that is there; a history is begun by a decision");
        transcript.because(
                "the usual check, names LIKE '%audit%', can never list the tables it expects: one name fits");
        host.before(host.look());
    }

    private static String refusal(Host host) {
        try {
            return "applied " + host.migrations().migrate().versions(MigrationSet.HOST);
        } catch (MigrationException e) {
            return e.getMessage() == null ? "" : e.getMessage();
        }
    }
}
