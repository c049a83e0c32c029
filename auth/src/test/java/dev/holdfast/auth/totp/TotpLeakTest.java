package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.LeakProbe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Looks for secrets and codes wherever text comes out. */
class TotpLeakTest {
    private static TotpFixture totp;

    @BeforeAll
    static void open() throws SQLException {
        totp = new TotpFixture();
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    @Test
    void toString_ofEveryType_holdsNoSecret() {
        Enrolled alice = totp.enrol();
        LeakProbe probe = probe(alice);
        TotpEnrolment.Pending pending = totp.begin(totp.newUser());
        register(probe, pending.uri().secret());
        String code = alice.codeAt(TotpFixture.NOW);
        TotpResult accepted = totp.verify(alice, code);
        TotpResult replayed = totp.verify(alice, code);
        TotpResult wrong = totp.verify(alice, alice.wrongCode());
        probe.secret(alice.wrongCode());
        List<TotpDevice> devices = totp.inTx(tx -> totp.enrolment.devices(tx, alice.user()));
        probe.assertAbsent(
                alice.secret().toString(),
                pending.toString(),
                pending.uri().toString(),
                new EnrolmentResult.Done<>(pending).toString(),
                accepted.toString(),
                replayed.toString(),
                wrong.toString(),
                devices.toString(),
                totp.setup.toString(),
                totp.acts.toString(),
                totp.denials.toString());
        assertThat(totp.denials).hasSize(2);
    }

    @Test
    void exceptions_ofBrokenRowsAndBadTexts_holdNoSecret() {
        Enrolled alice = totp.enrol();
        LeakProbe probe = probe(alice);
        String base32 = alice.secret().exposeBase32();
        probe.assertNotIn(thrown(() -> TotpSecret.parse(base32 + "!")));
        probe.assertNotIn(thrown(() -> TotpSecret.parse(base32 + base32 + base32 + base32)));
        probe.assertNotIn(thrown(() -> OtpAuthUri.parse("otpauth://totp/alice?secret=" + base32)));
        probe.assertNotIn(thrown(() -> OtpAuthUri.parse("otpauth://totp/a:b?secret=" + base32 + "&digits=1")));
        // A check that every write breaks: the server's detail quotes the row, and must not get out.
        totp.execute("ALTER TABLE holdfast.totp_device ADD CONSTRAINT broken CHECK (last_step < 0) NOT VALID");
        try {
            String code = alice.codeAt(TotpFixture.NOW);
            String sealed = sealedHex(alice);
            probe.secret(sealed);
            Throwable broken = thrown(() -> totp.verify(alice, code));
            assertThat(broken).hasStackTraceContaining("broken");
            probe.assertNotIn(broken);
        } finally {
            totp.execute("ALTER TABLE holdfast.totp_device DROP CONSTRAINT broken");
        }
    }

    @Test
    void log_ofASecretThatDoesNotOpen_namesTheDeviceOnly() {
        Enrolled alice = totp.enrol();
        LeakProbe probe = probe(alice);
        var before = totp.ring.get();
        PrintStream console = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
            totp.ring.set(
                    before.rotate("k2", Secret.random(TotpFixture.RANDOM, 32)).withStatus("k1", KeyStatus.COMPROMISED));
            assertThat(totp.verify(alice, alice.codeAt(TotpFixture.NOW)))
                    .isEqualTo(new TotpResult.Rejected(TotpResult.Reason.WRONG));
        } finally {
            System.setErr(console);
            totp.ring.set(before);
        }
        String log = written.toString(StandardCharsets.UTF_8);
        assertThat(log).contains(alice.deviceId().toString()).contains("k1");
        probe.assertAbsent(log);
    }

    private static LeakProbe probe(Enrolled enrolled) {
        LeakProbe probe = new LeakProbe();
        register(probe, enrolled.secret());
        probe.secret(enrolled.codeAt(TotpFixture.NOW));
        return probe;
    }

    private static void register(LeakProbe probe, TotpSecret secret) {
        probe.secret(secret.exposeBase32());
        probe.secret(secret.value().exposeBytes());
    }

    private static String sealedHex(Enrolled enrolled) {
        return totp.text("SELECT encode(sealed_secret, 'hex') FROM holdfast.totp_device WHERE id = '"
                + enrolled.deviceId() + "'");
    }

    private static Throwable thrown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
