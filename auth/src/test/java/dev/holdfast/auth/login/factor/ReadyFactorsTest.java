package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.recovery.RecoveryCode;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.auth.totp.environment.EnvironmentTotp;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The port's contract over its ready forms. */
class ReadyFactorsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TotpPolicy TOTP = TotpPolicy.defaults("Shop");

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class OnDatabase extends SecondFactorContract {
        private final String purpose;
        private FactorFixture host;
        private UserRef user = UserRef.of("nobody-yet");

        OnDatabase(String purpose) {
            this.purpose = purpose;
        }

        @BeforeAll
        void open() throws SQLException {
            host = new FactorFixture(purpose);
        }

        @AfterAll
        void close() {
            host.close();
        }

        @BeforeEach
        void enrol() {
            user = host.newUser();
            enrol(host, user);
        }

        abstract void enrol(FactorFixture fixture, UserRef somebody);

        FactorFixture host() {
            return host;
        }

        @Override
        protected TransactionRunner runner() {
            return host.runner;
        }

        @Override
        protected UserRef user() {
            return user;
        }

        @Override
        protected UserRef stranger() {
            return UserRef.of("stranger");
        }
    }

    @Nested
    class Totp extends OnDatabase {
        private String right = "";
        private String wrong = "";

        Totp() {
            super(TotpSetup.KEY_PURPOSE);
        }

        private TotpSetup setup() {
            return TotpSetup.of(TOTP, host().ring::get, host().runner, host().trail, host().clock);
        }

        /** Long enough ago for the present code to be unused. */
        @Override
        void enrol(FactorFixture fixture, UserRef somebody) {
            TotpEnrolment enrolment = TotpEnrolment.of(setup(), fixture.revocation);
            fixture.clock.set(FactorFixture.NOW.minus(Duration.ofMinutes(10)));
            TotpEnrolment.Pending pending = fixture.inTx(tx -> enrolment.begin(tx, somebody, "phone"))
                    .fold(
                            begun -> begun,
                            reason -> {
                                throw failed();
                            },
                            () -> {
                                throw failed();
                            });
            TotpSecret secret = pending.uri().secret();
            var unused = fixture.inTx(
                    tx -> enrolment.confirm(tx, somebody, pending.deviceId(), codeAt(secret, fixture.clock.instant())));
            fixture.clock.set(FactorFixture.NOW);
            fixture.execute("TRUNCATE holdfast.totp_attempt");
            right = codeAt(secret, FactorFixture.NOW);
            wrong = codeThatNoStepShows(secret);
        }

        @Override
        protected SecondFactor factor() {
            return SecondFactor.totp(TotpVerifier.of(setup()), TotpEnrolment.of(setup(), host().revocation));
        }

        @Override
        protected Secret rightResponse() {
            return Secret.ofText(right);
        }

        @Override
        protected Secret wrongResponse() {
            return Secret.ofText(wrong);
        }
    }

    @Nested
    class Recovery extends OnDatabase {
        private List<RecoveryCode> codes = List.of();

        Recovery() {
            super(RecoverySetup.KEY_PURPOSE);
        }

        private RecoveryCodes recovery(FactorFixture fixture) {
            return RecoveryCodes.of(
                    RecoverySetup.of(fixture.ring::get, fixture.runner, fixture.trail, fixture.clock),
                    fixture.revocation);
        }

        @Override
        void enrol(FactorFixture fixture, UserRef somebody) {
            codes = fixture.inTx(tx -> recovery(fixture).generate(tx, somebody)).fold(made -> made, () -> {
                throw failed();
            });
        }

        @Override
        protected SecondFactor factor() {
            return SecondFactor.recoveryCodes(recovery(host()));
        }

        @Override
        protected Secret rightResponse() {
            return Secret.ofText(codes.get(0).exposeText());
        }

        @Override
        protected Secret wrongResponse() {
            return Secret.ofText(RecoveryCode.random(RANDOM).exposeText());
        }
    }

    @Nested
    class Environment extends OnDatabase {
        private final TotpSecret secret = TotpSecret.random(RANDOM, TotpSecret.RECOMMENDED_BYTES);
        private SecondFactor factor = SecondFactor.environment(environment(), UserRef.of("nobody-yet"));

        Environment() {
            super(TotpSetup.KEY_PURPOSE);
        }

        private EnvironmentTotp environment() {
            Map<String, String> variables =
                    Map.of(EnvironmentTotp.ENABLED, "true", EnvironmentTotp.SECRET, secret.exposeBase32());
            return EnvironmentTotp.read(variables::get, "shop", TOTP, Clock.fixed(FactorFixture.NOW, ZoneOffset.UTC))
                    .orElseThrow();
        }

        @Override
        void enrol(FactorFixture fixture, UserRef somebody) {
            factor = SecondFactor.environment(environment(), somebody);
        }

        @Override
        protected SecondFactor factor() {
            return factor;
        }

        @Override
        protected Secret rightResponse() {
            return Secret.ofText(codeAt(secret, FactorFixture.NOW));
        }

        @Override
        protected Secret wrongResponse() {
            return Secret.ofText(codeThatNoStepShows(secret));
        }

        @Override
        protected boolean joins() {
            return false;
        }
    }

    private static String codeAt(TotpSecret secret, Instant instant) {
        TotpParameters parameters = TOTP.parameters();
        return TotpCodes.of(parameters).codeAt(secret, parameters.stepAt(instant));
    }

    private static String codeThatNoStepShows(TotpSecret secret) {
        List<String> shown = IntStream.rangeClosed(-25, 25)
                .mapToObj(step -> codeAt(secret, FactorFixture.NOW.plusSeconds(30L * step)))
                .toList();
        return IntStream.iterate(735_591, candidate -> candidate + 1)
                .mapToObj("%06d"::formatted)
                .filter(code -> !shown.contains(code))
                .findFirst()
                .orElseThrow();
    }

    private static AssertionError failed() {
        return new AssertionError("the fixture must enrol");
    }
}
