package dev.holdfast.auth.recovery;

import static dev.holdfast.auth.recovery.RecoveryFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.CountingHmacs;
import dev.holdfast.auth.TableColumns;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.internal.AttemptTables;
import dev.holdfast.auth.recovery.RecoveryFixture.Holder;
import dev.holdfast.auth.recovery.RecoveryResult.Accepted;
import dev.holdfast.auth.recovery.RecoveryResult.Reason;
import dev.holdfast.core.tx.JoinTwin;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.StatementSpy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out and comes in: transactions joined, no code in any text, columns as written, work counted. */
class RecoveryBoundaryTest {
    private RecoveryFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new RecoveryFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void write_rolledBack_joinedAndLeavesNothing() throws SQLException {
        JoinTwin twin = JoinTwin.over(fixture.database.dataSource(), "holdfast.recovery_set", "holdfast.recovery_code");
        Holder alice = fixture.generate();
        UserRef user = alice.user();
        assertThatObject(twin.writes(tx -> fixture.codes.generate(tx, user)))
                .isInstanceOf(GenerationResult.Generated.class);
        assertThatObject(twin.writes(tx -> fixture.codes.spend(tx, user, alice.code(0))))
                .isEqualTo(new Accepted(9));
        assertThatObject(twin.writes(tx -> fixture.codes.spend(tx, user, alice.code(0), "login-1")))
                .isEqualTo(new Accepted(9));
        assertThatObject(twin.writes(tx -> fixture.codes.discard(tx, user))).isEqualTo(true);
        assertThatObject(twin.reads(tx -> fixture.codes.remaining(tx, user))).isEqualTo(10);
        assertThatObject(twin.reads(tx -> fixture.codes.spend(tx, user, RecoveryFixture.wrongCode())))
                .isEqualTo(rejected(Reason.WRONG));
        // None of it happened, but the attempts stay counted.
        assertThat(fixture.number("SELECT attempts FROM holdfast.recovery_attempt WHERE challenge_id = ''"))
                .isEqualTo(3);
        assertThat(fixture.spend(alice, 0)).isEqualTo(new Accepted(9));
    }

    @Test
    void toStringAndExceptions_holdNoCode() {
        Holder alice = fixture.generate();
        LeakProbe probe = new LeakProbe();
        alice.codes().forEach(code -> probe.secret(code.exposeText()));
        alice.codes().forEach(code -> probe.secret(code.value().exposeText()));
        RecoveryResult accepted = fixture.spend(alice, 0);
        RecoveryResult replayed = fixture.spend(alice, 0);
        probe.assertAbsent(
                alice.toString(),
                new GenerationResult.Generated(alice.codes()).toString(),
                accepted.toString(),
                replayed.toString(),
                fixture.setup.toString(),
                fixture.acts.toString(),
                fixture.denials.toString(),
                fixture.texts("SELECT c::text FROM holdfast.recovery_code c").toString());
        fixture.execute("ALTER TABLE holdfast.recovery_code ADD CONSTRAINT broken CHECK (used_at IS NULL) NOT VALID");
        Throwable broken = catchThrowable(() -> fixture.spend(alice, 1));
        assertThat(broken).hasStackTraceContaining("broken");
        probe.assertNotIn(broken);
    }

    @Test
    void columns_afterTheModulesDdl_equalTheConstants() throws SQLException {
        assertThat(TableColumns.in(fixture.database, "recovery_set")).isEqualTo(TableColumns.of(RecoveryTable.SET));
        assertThat(TableColumns.in(fixture.database, "recovery_code")).isEqualTo(TableColumns.of(RecoveryTable.CODE));
        assertThat(TableColumns.in(fixture.database, "recovery_attempt"))
                .isEqualTo(TableColumns.of(AttemptTables.COLUMNS));
    }

    @Test
    void spend_anyUserAndWrongCode_computesAndAsksTheSame() throws SQLException {
        Holder alice = fixture.generate();
        Holder empty = fixture.generate();
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.spend(fixture.roomy(), empty.user(), empty.code(i)))
                    .isEqualTo(new Accepted(9 - i));
        }
        fixture.codes.resetAttempts(empty.user());
        fixture.rotate("k2");
        try (Connection connection = fixture.database.connect();
                CountingHmacs counting = CountingHmacs.of("HmacSHA256")) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            BiFunction<UserRef, String, String> work = (user, code) -> {
                spy.reset();
                int computed = counting.during(() -> {
                    RecoveryResult unused = fixture.codes.spend(AuthDatabase.on(spy.connection()), user, code);
                });
                return computed + " HMACs, " + spy.statements().size() + " statements";
            };
            String unknown = work.apply(UserRef.of("nobody"), RecoveryFixture.wrongCode());
            assertThat(unknown).isEqualTo("2 HMACs, 2 statements");
            assertThat(work.apply(alice.user(), RecoveryFixture.wrongCode())).isEqualTo(unknown);
            assertThat(work.apply(empty.user(), RecoveryFixture.wrongCode())).isEqualTo(unknown);
            assertThat(work.apply(empty.user(), empty.code(0))).as("replayed").isEqualTo(unknown);
            assertThat(work.apply(UserRef.of("nobody"), alice.code(0))).isEqualTo(unknown);
        }
    }

    @Test
    void policy_outOfBounds_isRefused() {
        RecoveryPolicy policy = RecoveryPolicy.defaults();
        assertThat(policy.codes()).isEqualTo(10);
        assertThatThrownBy(() -> policy.withCodes(3)).hasMessageContaining("codes must be between 4 and 20");
        assertThatThrownBy(() -> policy.withLowAt(11)).hasMessageContaining("lowAt");
    }
}
