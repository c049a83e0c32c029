package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts the HMACs a verification computes, by a provider of its own that stands before the JDK's. */
class TotpWorkTest {
    private static final AtomicInteger COMPUTED = new AtomicInteger();

    @Test
    void verify_anyUserAndCode_computesTheSameNumberOfHmacs() throws SQLException {
        Provider counting = new CountingProvider();
        try (TotpFixture totp = new TotpFixture()) {
            Enrolled one = totp.enrol();
            Enrolled three = totp.enrol();
            totp.enrol(three.user());
            totp.enrol(three.user());
            String wrong = one.wrongCode();
            String right = one.codeAt(TotpFixture.NOW);
            int position = Security.insertProviderAt(counting, 1);
            assertThat(position).isEqualTo(1);

            // Five devices at most, three steps each.
            assertThat(hmacs(totp, UserRef.of("nobody"), wrong)).isEqualTo(15);
            assertThat(hmacs(totp, one.user(), wrong)).isEqualTo(15);
            assertThat(hmacs(totp, three.user(), wrong)).isEqualTo(15);
            assertThat(hmacs(totp, one.user(), "99999999")).isEqualTo(15);
            assertThat(hmacs(totp, one.user(), right)).isEqualTo(15);
            assertThat(hmacs(totp, one.user(), right)).as("replayed").isEqualTo(15);
        } finally {
            Security.removeProvider(counting.getName());
        }
    }

    private static int hmacs(TotpFixture totp, UserRef user, String code) {
        COMPUTED.set(0);
        TotpResult unused = totp.verify(totp.verifier, user, code);
        return COMPUTED.get();
    }

    /** Offers HmacSHA1 alone. */
    private static final class CountingProvider extends Provider {
        private static final long serialVersionUID = 1L;

        CountingProvider() {
            super("Counting", "1", "counts HMACs");
            put("Mac.HmacSHA1", CountingMac.class.getName());
        }
    }

    /** Counts, and lets the JDK compute. */
    public static final class CountingMac extends MacSpi {
        private final Mac mac;

        /** Called by the provider. */
        public CountingMac() throws NoSuchAlgorithmException, NoSuchProviderException {
            mac = Mac.getInstance("HmacSHA1", "SunJCE");
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
