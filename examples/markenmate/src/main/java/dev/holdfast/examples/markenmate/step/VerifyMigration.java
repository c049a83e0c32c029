package dev.holdfast.examples.markenmate.step;

import dev.holdfast.examples.markenmate.app.Schema;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.util.List;

/** Holds the database against what the migration was to bring. */
public final class VerifyMigration implements Step {
    @Override
    public String title() {
        return "Verify: columns, types, exactly one master";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        List<Expectation> expectations = List.of(
                Expectation.column("user", "is_master_admin")
                        .type("boolean")
                        .notNull()
                        .defaultsTo("false"),
                Expectation.column("token_lending", "version")
                        .type("integer")
                        .notNull()
                        .defaultsTo("1"),
                Expectation.column("app_log", "correlation_id").type("text").allowsNull(),
                Expectation.rows("master admins", "SELECT FROM \"user\" WHERE is_master_admin")
                        .exactly(1),
                Expectation.rows("lendings without an account", """
                        SELECT FROM token_lending l WHERE user_id IS NOT NULL
                            AND NOT EXISTS (SELECT FROM "user" u WHERE u.id = l.user_id)""").exactly(0));
        Verification verification = Migrations.over(host.database().direct(), Schema.all())
                .verify(expectations.toArray(Expectation[]::new));
        transcript.expect(
                "problems found by " + expectations.size() + " expectations and all checksums",
                List.of(),
                verification.problems());
        transcript.because(
                "the plan's query returns no row when the master is missing, and looks fine; this one counts");
    }
}
