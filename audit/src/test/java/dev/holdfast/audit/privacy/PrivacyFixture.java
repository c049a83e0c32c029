package dev.holdfast.audit.privacy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.Erasures;
import dev.holdfast.audit.privacy.subject.SubjectHost;
import dev.holdfast.audit.privacy.subject.SubjectKeySchema;
import dev.holdfast.audit.privacy.subject.SubjectPolicy;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A log whose door encrypts, with rings that a test rotates and a ticker that it moves. */
public final class PrivacyFixture implements AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final AuditFixture audit;
    private final AtomicReference<KeyRing> wrapping = new AtomicReference<>(ring(Subjects.KEY_PURPOSE));
    private final AtomicReference<KeyRing> hashing = new AtomicReference<>(ring(Pseudonyms.PURPOSE));
    private final AtomicLong nanos = new AtomicLong();
    private final Pseudonyms pseudonyms = Pseudonyms.of(hashing::get);

    /** Over a fixture of the log, which is closed with this one. */
    public PrivacyFixture(AuditFixture audit) {
        this.audit = audit;
        try {
            audit.database().execute(SubjectKeySchema.module().ddl(SubjectKeySchema.namespace()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PrivacyFixture create() {
        return new PrivacyFixture(AuditFixture.create());
    }

    public AuditFixture audit() {
        return audit;
    }

    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /** The persons as another node has them, too: with nothing at hand. */
    public Subjects subjects() {
        SubjectHost host =
                SubjectHost.of(audit.runner(), random, Clock.systemUTC()).withTicker(nanos::get);
        return Subjects.of(host, SubjectPolicy.defaults(), wrapping::get, pseudonyms);
    }

    public AuditLog log(Subjects subjects) {
        return AuditLog.of(Namespace.defaults()).withDoor(door(subjects));
    }

    public EventDoor door(Subjects subjects) {
        return EventDoor.defaults().withSubjects(subjects);
    }

    public Erasures erasures(Subjects subjects, ErasureHold hold) {
        AuditLog log = log(subjects);
        return Erasures.of(
                subjects, AuditTrail.of(log, AuditSink.independent(audit.runner(), log), Clock.systemUTC()), hold);
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    public void rotateWrapping(String id) {
        wrapping.updateAndGet(ring -> ring.rotate(id, Secret.random(random, Key.LENGTH)));
    }

    public void rotateHashing(String id) {
        hashing.updateAndGet(ring -> ring.rotate(id, Secret.random(random, Key.LENGTH)));
    }

    public void setWrapping(KeyRing ring) {
        wrapping.set(ring);
    }

    public KeyRing wrapping() {
        return wrapping.get();
    }

    @Override
    public void close() {
        audit.close();
    }

    private KeyRing ring(String purpose) {
        return KeyRing.of(purpose, "k1", Secret.random(random, Key.LENGTH));
    }
}
