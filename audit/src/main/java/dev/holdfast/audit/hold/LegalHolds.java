package dev.holdfast.audit.hold;

import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.Require;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Legal holds: events that must stay although their time is over, and why.
 *
 * <p>While a hold names an event, its month is not dropped from the log, its archive is not deleted, and the key of its data
 * subject must not be shredded.
 *
 * <p><em>Transaction.</em> Joins. Setting and lifting are themselves recorded in the log, with the act.
 *
 * <p><em>Concurrency.</em> Whoever drops, deletes or shreds lets no hold be set until its transaction has ended, and waits for
 * the holds that are being set: a hold that was committed is obeyed. Thread-safe.
 */
public final class LegalHolds {
    /** Recorded when a hold is set; its target is the hold. */
    public static final Action SET = Action.of("legal_hold.set");

    /** Recorded when a hold is lifted; its target is the hold. */
    public static final Action LIFT = Action.of("legal_hold.lift");

    private static final String KIND = "legal_hold";
    private static final int MAX_REASON = 1000;
    private static final int MAX_NAME = 200;

    private final HoldStatements statements;
    private final AuditTrail trail;
    private final Clock clock;
    private final Uuid7 ids;

    /**
     * Makes the keeper of holds.
     *
     * @param namespace where the log's tables are
     * @param trail records what is set and lifted
     * @param clock says when
     */
    public LegalHolds(Namespace namespace, AuditTrail trail, Clock clock) {
        this.statements = new HoldStatements(namespace);
        this.trail = trail;
        this.clock = clock;
        this.ids = Uuid7.of(clock);
    }

    /**
     * Sets a hold.
     *
     * @param tx the transaction to join
     * @param scope which events it names, those to come included
     * @param reason why, at most 1000 characters
     * @param by who ordered it, at most 200 characters
     * @return the hold
     * @throws IllegalArgumentException when a text is blank or too long
     */
    public LegalHold set(DSLContext tx, HoldScope scope, String reason, String by) {
        Require.text("reason", reason, MAX_REASON);
        Require.text("by", by, MAX_NAME);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LegalHold hold = new LegalHold(ids.next(), scope, Json.clean(reason), Json.clean(by), now);
        int unused = HostTransaction.onConnection(tx, connection -> statements.insert(connection, hold));
        record(tx, SET, hold.id(), reason, by);
        return hold;
    }

    /**
     * Lifts a hold.
     *
     * @param tx the transaction to join
     * @param id which hold
     * @param reason why, at most 1000 characters
     * @param by who ordered it, at most 200 characters
     * @return true when it was lifted; false when there is none, or it was lifted before
     * @throws IllegalArgumentException when a text is blank or too long
     */
    public boolean lift(DSLContext tx, UUID id, String reason, String by) {
        Require.text("reason", reason, MAX_REASON);
        Require.text("by", by, MAX_NAME);
        boolean lifted = HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement update = connection.prepareStatement(statements.lift())) {
                update.setString(1, Json.clean(reason));
                update.setString(2, Json.clean(by));
                update.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
                update.setObject(4, id);
                return update.executeUpdate() == 1;
            }
        });
        if (lifted) {
            record(tx, LIFT, id, reason, by);
        }
        return lifted;
    }

    /**
     * The holds that were set and not lifted.
     *
     * @param tx the transaction to read in
     * @return the holds, oldest first
     */
    public List<LegalHold> active(DSLContext tx) {
        return HostTransaction.onConnection(
                tx, connection -> statements.read(connection, statements.active(), select -> {}));
    }

    /**
     * The holds that forbid to shred the key of a data subject: those that name an event which bears it. What is in
     * archives alone is not at hand, so a hold also counts whose period touches an archived month.
     *
     * <p>Reads the log over the periods of the holds, without an index. Until the transaction ends nobody can set a hold: ask in
     * the transaction that shreds, and as its first statement.
     *
     * @param tx the transaction that shreds
     * @param subjectKeyId the key's id
     * @return the holds, oldest first; empty when the key may be shredded
     */
    public List<LegalHold> holding(DSLContext tx, String subjectKeyId) {
        return HostTransaction.onConnection(tx, connection -> {
            statements.lock(connection);
            return statements.read(connection, statements.holding(), select -> select.setString(1, subjectKeyId));
        });
    }

    /**
     * The holds, as an erasure asks for them: who is named by a held event under any key is not erased.
     *
     * <p><em>Transaction.</em> Joins the erasure's, as {@link #holding}. It must be of READ COMMITTED, and any other is answered
     * with {@link IllegalStateException}: at REPEATABLE READ and above a hold that was set after the transaction's first
     * statement would not be seen, and its person's key destroyed.
     *
     * @return the port's answer
     */
    public ErasureHold forErasures() {
        return (tx, person) -> {
            String isolation = HostTransaction.onConnection(tx, HoldStatements::isolation);
            if (!isolation.equals("read committed")) {
                throw new IllegalStateException("a person must be erased at read committed, since later holds are not"
                        + " seen at " + isolation + ": begin the transaction at that level");
            }
            return person.keyIds().stream()
                    .flatMap(key -> holding(tx, key).stream())
                    .findFirst()
                    .map(hold -> "legal hold " + hold.id());
        };
    }

    private void record(DSLContext tx, Action action, UUID hold, String reason, String by) {
        trail.act(
                tx,
                trail.event(action)
                        .category(Category.CONFIGURATION)
                        .severity(Severity.MEDIUM)
                        .target(Target.of(KIND, hold.toString()))
                        .with("reason", reason)
                        .with("by", by)
                        .build());
    }
}
