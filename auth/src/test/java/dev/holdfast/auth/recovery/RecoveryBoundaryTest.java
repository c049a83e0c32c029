package dev.holdfast.auth.recovery;

import static dev.holdfast.auth.FactorFixture.columns;
import static dev.holdfast.auth.recovery.RecoveryFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.internal.AttemptTables;
import dev.holdfast.auth.recovery.RecoveryFixture.Holder;
import dev.holdfast.auth.recovery.RecoveryResult.Accepted;
import dev.holdfast.auth.recovery.RecoveryResult.Reason;
import dev.holdfast.core.tx.JoinTwin;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.StatementSpy;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out and comes in: transactions joined, no code in any text, columns as written, work counted. */
class RecoveryBoundaryTest {
    private static final AtomicInteger COMPUTED = new AtomicInteger();

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
        JoinTwin twin =
                JoinTwin.over(fixture.base.database.dataSource(), "holdfast.recovery_set", "holdfast.recovery_code");
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
        assertThat(fixture.base.number("SELECT attempts FROM holdfast.recovery_attempt WHERE challenge_id = ''"))
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
                fixture.base.acts.toString(),
                fixture.base.denials.toString(),
                fixture.base
                        .texts("SELECT c::text FROM holdfast.recovery_code c")
                        .toString());
        fixture.base.execute(
                "ALTER TABLE holdfast.recovery_code ADD CONSTRAINT broken CHECK (used_at IS NULL) NOT VALID");
        Throwable broken = catchThrowable(() -> fixture.spend(alice, 1));
        assertThat(broken).hasStackTraceContaining("broken");
        probe.assertNotIn(broken);
    }

    @Test
    void columns_afterTheModulesDdl_equalTheConstants() {
        assertThat(fixture.base.columns("recovery_set")).isEqualTo(columns(RecoveryTable.SET));
        assertThat(fixture.base.columns("recovery_code")).isEqualTo(columns(RecoveryTable.CODE));
        assertThat(fixture.base.columns("recovery_attempt")).isEqualTo(columns(AttemptTables.COLUMNS));
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
        fixture.base.rotate("k2");
        Provider counting = new CountingProvider();
        try (Connection connection = fixture.base.database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            assertThat(Security.insertProviderAt(counting, 1)).isEqualTo(1);
            String unknown = work(spy, UserRef.of("nobody"), RecoveryFixture.wrongCode());
            assertThat(unknown).isEqualTo("2 HMACs, 2 statements");
            assertThat(work(spy, alice.user(), RecoveryFixture.wrongCode())).isEqualTo(unknown);
            assertThat(work(spy, empty.user(), RecoveryFixture.wrongCode())).isEqualTo(unknown);
            assertThat(work(spy, empty.user(), empty.code(0))).as("replayed").isEqualTo(unknown);
            assertThat(work(spy, UserRef.of("nobody"), alice.code(0))).isEqualTo(unknown);
        } finally {
            Security.removeProvider(counting.getName());
        }
    }

    @Test
    void policy_outOfBounds_isRefused() {
        RecoveryPolicy policy = RecoveryPolicy.defaults();
        assertThat(policy.codes()).isEqualTo(10);
        assertThatThrownBy(() -> policy.withCodes(3)).hasMessageContaining("codes must be between 4 and 20");
        assertThatThrownBy(() -> policy.withLowAt(11)).hasMessageContaining("lowAt");
    }

    private String work(StatementSpy spy, UserRef user, String code) {
        spy.reset();
        COMPUTED.set(0);
        RecoveryResult unused = fixture.codes.spend(DSL.using(spy.connection(), SQLDialect.POSTGRES), user, code);
        return COMPUTED.get() + " HMACs, " + spy.statements().size() + " statements";
    }

    /** Offers HmacSHA256 alone. */
    private static final class CountingProvider extends Provider {
        private static final long serialVersionUID = 1L;

        CountingProvider() {
            super("CountingRecovery", "1", "counts HMACs");
            put("Mac.HmacSHA256", CountingMac.class.getName());
        }
    }

    /** Counts those of this thread's test under the features' keys, and lets the JDK compute. */
    public static final class CountingMac extends MacSpi {
        private final Mac mac;

        /** Called by the provider. */
        public CountingMac() throws NoSuchAlgorithmException, NoSuchProviderException {
            mac = Mac.getInstance("HmacSHA256", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec params) throws InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            COMPUTED.incrementAndGet();
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }
}
