package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.Schema;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import java.util.List;

/** Holdfast's tables beside the application's, and room for a sealed hash. */
public final class Install implements Step {
    @Override
    public String title() {
        return "Install: tables beside the application's own";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        transcript.refused("sealed hashes in varchar(60)", "must hold", refusal(host));
        Migrations migrations = Migrations.over(host.database().direct(), Schema.all());
        migrations.baselineHost("0");
        transcript.expect(
                "migrations of the application",
                List.of("001"),
                migrations.migrate().versions(MigrationSet.HOST));
        transcript.expect(
                "nothing is pending or failed", true, migrations.status().isCurrent());
        transcript.expect(
                "months ready for audit events", true, host.application().ensureAuditMonths() > 0);
        transcript.expect("room for them now", "none", refusal(host));
        transcript.expect("users, all left as they were", "1", host.text("SELECT count(*) FROM users"));
        transcript.expect("Mira's hash begins", "$2b$10$", host.text("SELECT left(password_hash, 7) FROM users"));
    }

    private static String refusal(Host host) {
        try {
            host.application().requests().run(Schema.PASSWORDS::requireRoom);
            return "none";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
