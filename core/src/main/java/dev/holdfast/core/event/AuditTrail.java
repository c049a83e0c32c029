package dev.holdfast.core.event;

import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.secret.Uuid7;
import java.time.Clock;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * What a feature records with: a sink for acts, a sink for denials, and the stamp on each event.
 *
 * <p>Acts join the caller's transaction, so that the record and the act stand or fall together. Denials go to an
 * {@linkplain AuditSink#independent independent} sink, so that the rollback that follows a refusal keeps its evidence.
 * Thread-safe.
 */
public final class AuditTrail {
    private final AuditSink acts;
    private final AuditSink denials;
    private final Clock clock;
    private final Uuid7 ids;
    private final DSLContext detached = DSL.using(SQLDialect.POSTGRES);

    private AuditTrail(AuditSink acts, AuditSink denials, Clock clock) {
        this.acts = acts;
        this.denials = denials;
        this.clock = clock;
        this.ids = Uuid7.of(clock);
    }

    /**
     * A trail over two sinks.
     *
     * @param acts takes what was done; joins
     * @param denials takes what was refused; independent, on a small pool of its own
     * @param clock the host's clock
     * @return the trail
     */
    public static AuditTrail of(AuditSink acts, AuditSink denials, Clock clock) {
        return new AuditTrail(acts, denials, clock);
    }

    /**
     * Begins an event: its id, its time and the request's context are set.
     *
     * @param action what is done or tried
     * @return the event to fill in
     */
    public SecurityEvent.Builder event(Action action) {
        return SecurityEvent.builder(ids.next(), clock.instant(), action).context(RequestScope.current());
    }

    /**
     * Records an act, with the act.
     *
     * @param tx the act's transaction
     * @param event what was done
     */
    public void act(DSLContext tx, SecurityEvent event) {
        acts.append(tx, event);
    }

    /**
     * Records a refusal or a failed attempt, whatever becomes of the caller's transaction.
     *
     * @param tx the caller's transaction
     * @param event what was refused
     */
    public void denial(DSLContext tx, SecurityEvent event) {
        denials.append(tx, event);
    }

    /**
     * Records a refusal where no transaction is open: after a feature's own has ended, so that nobody holds one connection
     * while waiting for a second of the same pool. A sink for denials that joins has nothing to join here, and throws.
     *
     * @param event what was refused
     */
    public void denial(SecurityEvent event) {
        denials.append(detached, event);
    }
}
