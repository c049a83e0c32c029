package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.privacy.subject.ErasureHold;
import java.util.Optional;
import org.jooq.DSLContext;

/** Members whom a court case is about, in a table of the legal department's. Thread-safe. */
final class CourtCases implements ErasureHold {
    static final String DDL = "CREATE TABLE court_case (number text PRIMARY KEY, member_id text NOT NULL)";

    /** A case that is opened meanwhile waits for the erasure, and then finds nobody to hold. */
    @Override
    public Optional<String> heldBy(DSLContext tx, Person person) {
        tx.execute("LOCK TABLE court_case IN SHARE MODE");
        return tx
                .fetch("SELECT number FROM court_case WHERE member_id = ? ORDER BY number LIMIT 1", person.subject())
                .stream()
                .map(row -> "court case " + row.get(0))
                .findFirst();
    }

    void open(DSLContext tx, String number, String member) {
        tx.execute("INSERT INTO court_case VALUES (?, ?) ON CONFLICT DO NOTHING", number, member);
    }
}
