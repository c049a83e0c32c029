package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.AuditAppends;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;

/** A contestant all of whose threads record with one recorder, an event an operation. */
final class RecorderContestant implements Contestant {
    private final String name;
    private final String user;
    private final TestDatabase database;
    private final Recording recording;
    private final Step step;

    private RecorderContestant(String name, String user, TestDatabase database, Recording recording, Step step) {
        this.name = name;
        this.user = user;
        this.database = database;
        this.recording = recording;
        this.step = step;
    }

    /** What a caller does with an event. */
    @FunctionalInterface
    interface Step {
        void run(Recording recording, Act act) throws Exception;
    }

    /** Callers that go on once they have handed the event in. */
    static RecorderContestant handingIn(String name, TestDatabase database, Recording recording) {
        return of(name, database, recording, (to, act) -> {
            var unused = to.record(act.event());
        });
    }

    /** Callers that wait until their event is durable. */
    static RecorderContestant acknowledged(String name, TestDatabase database, Recording recording) {
        return of(name, database, recording, (to, act) -> {
            var unused = to.record(act.event()).toCompletableFuture().get();
        });
    }

    private static RecorderContestant of(String name, TestDatabase database, Recording recording, Step step) {
        return new RecorderContestant(name, name.replaceAll("[^A-Za-z]+", "-"), database, recording, step);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Worker worker(int thread) {
        Act act = Act.of(user);
        return () -> step.run(recording, act);
    }

    @Override
    public void settle() {
        recording.awaitAnswers();
        recording.awaitTable();
    }

    @Override
    public long effects() throws SQLException {
        return database.queryLong(AuditAppends.effects(user));
    }

    @Override
    public void close() throws SQLException {
        recording.close();
    }
}
