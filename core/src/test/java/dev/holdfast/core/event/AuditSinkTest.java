package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.JoinGuard;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditSinkTest {
    private static TestDatabase database;

    private final SecurityEvent event = SecurityEvent.builder(
                    Uuid7.of(Clock.systemUTC()).next(), Clock.systemUTC().instant(), Action.of("lending.update"))
            .build();
    private final List<String> calls = new ArrayList<>();
    private JoinGuard guard;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() throws Exception {
        guard = JoinGuard.on(database.dataSource());
    }

    @AfterEach
    void end() throws Exception {
        guard.assertJoined();
        guard.close();
    }

    @Test
    void discarding_any_doesNothing() {
        AuditSink.discarding().append(guard.tx(), event);
        assertThat(guard.attempts()).isEmpty();
    }

    @Test
    void all_inOrder_onTheSameTransaction() {
        AuditSink.all(named("one"), named("two")).append(guard.tx(), event);
        assertThat(calls).containsExactly("one", "two");
    }

    @Test
    void all_oneThrows_endsThereAndThrows() {
        AuditSink sink = AuditSink.all(named("one"), failing(new IllegalStateException("two")), named("three"));
        assertThatThrownBy(() -> sink.append(guard.tx(), event)).hasMessage("two");
        assertThat(calls).containsExactly("one");
    }

    @Test
    void independent_runnerFails_throws() {
        AuditSink sink = AuditSink.independent(
                work -> {
                    throw new IllegalStateException("no connection");
                },
                named("one"));
        assertThatThrownBy(() -> sink.append(guard.tx(), event)).hasMessage("no connection");
        assertThat(calls).isEmpty();
    }

    @Test
    void notifying_listeners_areToldInOrderAfterTheSink() {
        AuditSink.notifying(named("sink"), told -> calls.add("one"), told -> calls.add("two"))
                .append(guard.tx(), event);
        assertThat(calls).containsExactly("sink", "one", "two");
    }

    @Test
    void notifying_sinkThrows_nobodyIsTold() {
        AuditSink sink = AuditSink.notifying(failing(new IllegalStateException("sink")), told -> calls.add("one"));
        assertThatThrownBy(() -> sink.append(guard.tx(), event)).hasMessage("sink");
        assertThat(calls).isEmpty();
    }

    @Test
    void notifying_listenerThrows_isLoggedWithoutItsMessageAndChangesNothing() {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("hunter2-hunter2");
        AuditSink sink = AuditSink.notifying(
                named("sink"),
                told -> {
                    throw new IllegalStateException(secret, new IllegalArgumentException(secret));
                },
                told -> calls.add("next"));
        List<LogRecord> log = logged(() -> sink.append(guard.tx(), event));
        assertThat(calls).containsExactly("sink", "next");
        assertThat(log).singleElement().satisfies(record -> {
            String line = new SimpleFormatter().format(record);
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line).contains("IllegalStateException", event.id().toString(), "lending.update");
            probe.assertAbsent(line);
        });
    }

    @Test
    void notifying_listenerThrowsAnError_failsTheAct() {
        Error error = new LinkageError("listener");
        AuditSink sink = AuditSink.notifying(named("sink"), told -> {
            throw error;
        });
        assertThatThrownBy(() -> sink.append(guard.tx(), event)).isSameAs(error);
    }

    private AuditSink named(String name) {
        return (tx, appended) -> {
            assertThat(tx).isSameAs(guard.tx());
            assertThat(appended).isSameAs(event);
            calls.add(name);
        };
    }

    private static AuditSink failing(RuntimeException failure) {
        return (tx, event) -> {
            throw failure;
        };
    }

    private static List<LogRecord> logged(Runnable work) {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger(NotifyingSink.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }
}
