package dev.holdfast.examples.markenmate.step;

import dev.holdfast.migration.preflight.ForeignKey;
import dev.holdfast.migration.preflight.OrphanCheck;
import dev.holdfast.migration.preflight.Orphans;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;

/** Looks before anything is changed: the schema as it is, and the lendings whose account is gone. */
public final class FindOrphans implements Step {
    static final ForeignKey LENDER = ForeignKey.of("token_lending", "user_id").references("user", "id");

    @Override
    public String title() {
        return "Look first: the schema as it is, and rows that would break the foreign key";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        SchemaSnapshot before = SchemaSnapshot.take(host.database().direct(), SnapshotScope.of("public"));
        host.before(before);
        transcript.found(
                "%d objects in schema public, kept to compare with later",
                before.definitions().size());
        transcript.found(
                "%d accounts, %d lendings, %d log lines",
                host.number("SELECT count(*) FROM \"user\""),
                host.number("SELECT count(*) FROM token_lending"),
                host.number("SELECT count(*) FROM app_log"));
        transcript.expect(
                "administrators who signed up at the same instant",
                2L,
                host.number("SELECT count(*) FROM \"user\" WHERE role = 'admin'"
                        + " AND created_at = (SELECT min(created_at) FROM \"user\")"));
        Orphans orphans = host.application().requests().call(tx -> OrphanCheck.find(tx, LENDER, 10));
        transcript.expect("lendings without an account", 2L, orphans.count());
        transcript.expect(
                "the same by the plan's NOT IN, if its list held a single NULL",
                0L,
                host.number("SELECT count(*) FROM token_lending WHERE user_id NOT IN"
                        + " (SELECT id FROM \"user\" UNION ALL SELECT NULL)"));
        transcript.because("nothing is surely not in a list with an unknown; NOT EXISTS finds them either way");
        transcript.found("their accounts: %s, deleted before there was a foreign key", orphans.sample());
        transcript.found(
                "%d lendings to nobody yet are none of them",
                host.number("SELECT count(*) FROM token_lending WHERE user_id IS NULL"));
    }
}
