package dev.holdfast.audit.seal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A log with a sealer and its key. */
public final class SealFixture implements AutoCloseable {
    private final AuditFixture audit;
    private final NoteSigner signer = TestKeys.signer("example.com/audit");
    private final MutableClock clock = MutableClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    public SealFixture() {
        this(AuditFixture.create());
    }

    public SealFixture(AuditFixture audit) {
        this.audit = audit;
    }

    public AuditFixture audit() {
        return audit;
    }

    public NoteSigner signer() {
        return signer;
    }

    public MutableClock clock() {
        return clock;
    }

    public SealedLog log() {
        return SealedLog.of(Namespace.defaults(), clock);
    }

    /** Records into the log itself, by the fixture's clock. */
    public AuditTrail trail() {
        return AuditTrail.of(audit.log(), AuditSink.discarding(), clock);
    }

    /** A sealer as another node has it, too. */
    public AuditSeals seals(int batchSize) {
        return seals(audit.runner(), batchSize);
    }

    public AuditSeals seals(TransactionRunner runner, int batchSize) {
        SealPolicy policy = SealPolicy.defaults().withBatchSize(batchSize);
        return new AuditSeals(runner, new SealedLog(Namespace.defaults(), clock, policy), signer);
    }

    /** The result, which must not be a refusal. */
    public static SealResult.Sealed done(SealResult result) {
        return result.fold(
                done -> done,
                () -> {
                    throw new AssertionError("busy");
                },
                reason -> {
                    throw new AssertionError("refused as " + reason);
                });
    }

    /** Appends and commits in one transaction. */
    @CanIgnoreReturnValue
    public List<UUID> append(int count) {
        List<UUID> ids = new ArrayList<>();
        audit.runner().run(tx -> {
            for (int i = 0; i < count; i++) {
                SecurityEvent event = audit.event().with("number", i).build();
                audit.log().append(tx, event);
                ids.add(event.id());
            }
        });
        return ids;
    }

    /** Appends without committing. */
    @CanIgnoreReturnValue
    public UUID append(Connection connection) {
        SecurityEvent event = audit.event().build();
        audit.log().append(DSL.using(connection, SQLDialect.POSTGRES), event);
        return event.id();
    }

    /** The sealed events in leaf order. */
    public List<UUID> sealed() throws SQLException {
        return audit.database().queryStrings("select event_id from holdfast.audit_leaf order by leaf_index").stream()
                .map(UUID::fromString)
                .toList();
    }

    @Override
    public void close() {
        audit.close();
    }
}
