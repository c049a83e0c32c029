package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.app.login.UserTable;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import java.util.List;

/** The tables of login beside Zekka's own, which stay the one place where accounts are. */
public final class InstallLogin implements Step<LoginHost> {
    @Override
    public String title() {
        return "Install login: tables beside Zekka's own users";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Migrations migrations = Migrations.over(host.database().dataSource(), Schema.withLogin());
        transcript.expect(
                "migrations of Zekka's, on top of 001",
                List.of("002", "003", "004", "005"),
                migrations.migrate().versions(MigrationSet.HOST));
        transcript.expect(
                "nothing is pending or failed", true, migrations.status().isCurrent());
        host.application().requests().run(UserTable.PASSWORDS::requireRoom);
        transcript.expect(
                "unique indexes that find names in any case",
                List.of("users_lower_email_idx", "users_lower_username_idx"),
                host.texts("SELECT indexname FROM pg_indexes WHERE tablename = 'users'"
                        + " AND indexdef LIKE 'CREATE UNIQUE INDEX % (lower(%' ORDER BY 1"));
        transcript.expect(
                "months ready for audit events", true, host.application().ensureAuditMonths() > 0);
        transcript.expect(
                "accounts, all left as they were",
                60L,
                host.number("SELECT count(*) FROM users WHERE NOT must_change_password"));
        transcript.expect(
                "rows in mfa_configurations, which stays empty",
                0L,
                host.number("SELECT count(*) FROM mfa_configurations"));
        transcript.because(
                "one row a user has no place for a second device, for attempts, or for a code spent at once");
    }
}
