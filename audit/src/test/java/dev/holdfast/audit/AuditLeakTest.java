package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No secret, and no row's data, in what the log prints or throws. */
class AuditLeakTest {
    private final AuditFixture fixture = AuditFixture.create();
    private final LeakProbe probe = new LeakProbe();
    private final String data = probe.secret("carol.secret@mail.example");

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A secret handed to an event by mistake is neither stored, nor printed by what reads it back. */
    @Test
    void secretInMetadata_isNeitherStoredNorPrinted() throws SQLException {
        Secret secret = Secret.ofText(probe.secret("hunter2-hunter2-hunter2"));
        SecurityEvent event = fixture.event().with("password", secret).build();
        fixture.append(event);
        AuditPage page = fixture.find(AuditQuery.newestFirst(AuditFilter.any()));

        assertThat(page.events()).hasSize(1);
        probe.assertAbsent(event.toString(), page.toString(), page.events().toString());
        fixture.database()
                .queryStrings("SELECT CAST(t AS text) FROM holdfast.audit_event AS t")
                .forEach(probe::assertAbsent);
    }

    @Test
    void toString_ofTypesThatOnlyWork_holdsNoData() {
        fixture.append(secretive().build());
        AuditPage page = fixture.find(AuditQuery.newestFirst(AuditFilter.any()).withPageSize(1));
        AuditPartitions partitions = fixture.partitions(Clock.systemUTC());

        List<Object> carriers = List.of(
                fixture.log(),
                partitions,
                PartitionPolicy.defaults(),
                partitions.ensure(YearMonth.of(2020, 1), YearMonth.of(2020, 2)),
                AuditSchema.module(),
                page.next());
        carriers.forEach(carrier -> probe.assertAbsent(carrier.toString()));
    }

    @Test
    void messages_ofEveryFailure_holdNoRowData() throws SQLException {
        SecurityEvent stored = secretive().build();
        fixture.append(stored);
        SecurityEvent twice = SecurityEvent.builder(stored.id(), stored.occurredAt(), AuditFixture.ACTION)
                .with("email", data)
                .build();
        SecurityEvent old = fixture.eventAt(stored.occurredAt().minus(Duration.ofDays(800)))
                .with("email", data)
                .build();
        SecurityEvent backdated = fixture.eventAt(stored.occurredAt().minus(Duration.ofDays(2)))
                .with("email", data)
                .build();
        AuditLog elsewhere = AuditLog.of(Namespace.defaults().withSchema("nowhere"));
        List<ThrowingCallable> failures = List.of(
                () -> fixture.append(twice),
                () -> fixture.append(old),
                () -> fixture.append(backdated),
                () -> fixture.runner().run(tx -> elsewhere.append(tx, stored)),
                () -> fixture.runner().run(tx -> {
                    AuditPage unused = elsewhere.find(tx, AuditQuery.newestFirst(AuditFilter.any()));
                }));
        failures.forEach(this::assertSilent);

        fixture.database()
                .execute("ALTER TABLE holdfast.audit_event ADD CONSTRAINT never CHECK (action = 'never') NOT VALID");
        assertSilent(() -> fixture.append(secretive().build()));
    }

    private SecurityEvent.Builder secretive() {
        return fixture.event().with("email", data);
    }

    private void assertSilent(ThrowingCallable failure) {
        Throwable thrown = catchThrowable(failure);
        assertThat(thrown).isNotNull();
        probe.assertNotIn(thrown);
    }
}
