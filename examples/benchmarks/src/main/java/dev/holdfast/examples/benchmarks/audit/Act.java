package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.time.Clock;

/** The act that all contests of the audit log record, made by this contestant's user. Thread-safe. */
public final class Act {
    static final String ACTION = "lending.update";
    static final String SESSION = "session-1";
    static final String IP = "192.0.2.17";
    static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    static final String CORRELATION = "0198f2a4-7c31-7e52-9d0b-5a7c2f1e8b64";

    private static final Action NAME = Action.of(ACTION);

    private final AuditTrail trail;
    private final RequestContext context;

    private Act(String user) {
        this.trail = AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), Clock.systemUTC());
        this.context = RequestContext.of(Actor.user(user).withSession(SESSION))
                .withClient(IP, AGENT)
                .withCorrelationId(new CorrelationId(CORRELATION));
    }

    /** The act of a user, whose events somebody else records. */
    public static Act of(String user) {
        return new Act(user);
    }

    /** The act as a hand-written insert gives it. */
    public static BareAudit.Facts facts() {
        return new BareAudit.Facts(
                ACTION,
                "DATA",
                "lending",
                "42",
                "[{\"path\":\"state\",\"old\":\"open\",\"new\":\"returned\"}]",
                "{\"branch\":\"north\"}");
    }

    /** Its doer as a hand-written insert gives it. */
    public static BareAudit.Doer doer(String user) {
        return new BareAudit.Doer(user, SESSION, IP, AGENT, CORRELATION);
    }

    /** An event with an id and a time of its own. */
    public SecurityEvent event() {
        return begun("42")
                .change("state", "open", "returned")
                .with("branch", "north")
                .build();
    }

    /** The same of a lending whose note was changed. */
    public SecurityEvent noteChanged(String lending, String before, String after) {
        return begun(lending).change("note", before, after).build();
    }

    private SecurityEvent.Builder begun(String lending) {
        return trail.event(NAME).category(Category.DATA).context(context).target(Target.of("lending", lending));
    }
}
