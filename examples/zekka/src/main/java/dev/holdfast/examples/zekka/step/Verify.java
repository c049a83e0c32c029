package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.util.List;

/** Holds the database against what is expected, against the rehearsal, and the files against what was applied. */
public final class Verify implements Step<Host> {
    static final List<String> TABLES = List.of(
            "audit_logs",
            "data_classification",
            "encryption_keys",
            "failed_login_attempts",
            "mfa_configurations",
            "password_history",
            "security_events",
            "security_metrics");

    static final List<Expectation> EXPECTATIONS = List.of(
            Expectation.rows(
                            "tables of 002",
                            "SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename IN ('"
                                    + String.join("', '", TABLES) + "')")
                    .exactly(8),
            Expectation.column("audit_logs", "retention_days")
                    .type("integer")
                    .notNull()
                    .defaultsTo("400"),
            Expectation.rows("roles", "SELECT FROM roles").exactly(4),
            Expectation.rows("permissions", "SELECT FROM permissions").exactly(10),
            Expectation.rows("indexes that are not valid", "SELECT FROM pg_index WHERE NOT indisvalid")
                    .exactly(0));

    @Override
    public String title() {
        return "Verify: tables, rows, the rehearsal, the checksums";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Verification holds = host.migrations().verify(EXPECTATIONS.toArray(Expectation[]::new));
        transcript.expect(
                "problems found by " + EXPECTATIONS.size() + " expectations and all checksums",
                List.of(),
                holds.problems());
        transcript.expect(
                "what differs between the rehearsal and what was done",
                List.of(),
                host.rehearsed()
                        .confirm(host.before().schema().diff(host.look().schema()))
                        .differences());
        transcript.expect(
                "permissions of each role",
                List.of("superadmin 10", "admin 9", "moderator 2", "user 3"),
                host.texts(LookFirst.ROLE_PERMISSIONS));

        ScriptFile applied = Schema.file("002_session2_security_enhancements.sql");
        ScriptFile edited = new ScriptFile(
                applied.location(), applied.path(), applied.text().replace("DEFAULT 400", "DEFAULT 90"));
        MigrationSet set = Schema.changed(host.folder().resolve("edited"), edited);
        List<Verification.Problem> found = host.migrations(set).verify().problems();
        transcript.expect("problems when 002 is edited after it was applied", 1, found.size());
        transcript.refused(
                "version " + found.get(0).subject(), "002", found.get(0).message());
    }
}
