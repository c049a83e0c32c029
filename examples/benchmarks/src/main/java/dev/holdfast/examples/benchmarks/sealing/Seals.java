package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;

/** Sealing and verifying; the figures are an event's. */
public final class Seals {
    private static final int BATCH = 10_000;
    private static final int EVENTS = 100_000;
    /** 100,000 a second. */
    private static final double SEAL_NANOS = 10_000;
    /** 250,000 a second. */
    private static final double VERIFY_NANOS = 4_000;

    private Seals() {}

    /** One full batch an operation; there are as many events as there will be turns. */
    public static Contest sealing(TestDatabase database, Scale scale, int threads) throws Exception {
        int batch = scale.size(BATCH);
        FilledLog log = FilledLog.in(database, batch);
        log.add(scale.inAll(1, 1) * batch);
        log.analyze();
        RowHashes hashes = RowHashes.on(database);
        return new Contest(
                        "seal " + batch + " events, each",
                        Goal.nanos(SEAL_NANOS),
                        threads,
                        1,
                        List.of(
                                LogContestant.of("read and hash", batch, () -> hashes.next(batch), hashes::close),
                                LogContestant.of("Holdfast AuditSeals", batch, log::seal, log::close)))
                .ofUnits(batch);
    }

    /** The whole log an operation. */
    public static Contest verifying(TestDatabase database, Scale scale, int threads) throws Exception {
        int events = scale.size(EVENTS);
        FilledLog log = FilledLog.in(database, BATCH);
        log.add(events);
        log.sealAll();
        log.analyze();
        RowHashes hashes = RowHashes.on(database);
        return new Contest(
                        "verify " + events + " events, each",
                        Goal.nanos(VERIFY_NANOS),
                        threads,
                        1,
                        List.of(
                                LogContestant.of("read and hash", events, () -> all(hashes, events), hashes::close),
                                LogContestant.of(
                                        "Holdfast SealVerifier",
                                        log.leaves(),
                                        () -> log.isIntact() ? events : -1,
                                        log::close)))
                .ofUnits(events);
    }

    private static int all(RowHashes hashes, int events) throws Exception {
        hashes.rewind();
        return hashes.next(events);
    }
}
