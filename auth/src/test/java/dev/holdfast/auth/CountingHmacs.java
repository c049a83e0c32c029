package dev.holdfast.auth;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** While it is open, counts the HMACs that this JVM computes by one algorithm; the JDK computes them. */
public final class CountingHmacs implements AutoCloseable {
    private final AtomicInteger computed = new AtomicInteger();
    private final Provider provider;

    private CountingHmacs(String algorithm) {
        provider = new CountingProvider(algorithm, computed);
    }

    /**
     * Begins to count.
     *
     * @param algorithm such as {@code HmacSHA1}
     * @return to be closed
     */
    public static CountingHmacs of(String algorithm) {
        CountingHmacs counting = new CountingHmacs(algorithm);
        if (Security.insertProviderAt(counting.provider, 1) != 1) {
            throw new IllegalStateException("the counting provider must come first");
        }
        return counting;
    }

    /** How many the work computes. */
    public int during(Runnable work) {
        int before = computed.get();
        work.run();
        return computed.get() - before;
    }

    @Override
    public void close() {
        Security.removeProvider(provider.getName());
    }

    private static final class CountingProvider extends Provider {
        private static final long serialVersionUID = 1L;

        CountingProvider(String algorithm, AtomicInteger computed) {
            super("Counting" + algorithm, "1", "counts HMACs");
            putService(new Service(this, "Mac", algorithm, CountingMac.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                    try {
                        return new CountingMac(Mac.getInstance(algorithm, "SunJCE"), computed);
                    } catch (NoSuchProviderException e) {
                        throw new NoSuchAlgorithmException(e);
                    }
                }
            });
        }
    }

    private static final class CountingMac extends MacSpi {
        private final Mac mac;
        private final AtomicInteger computed;

        CountingMac(Mac mac, AtomicInteger computed) {
            this.mac = mac;
            this.computed = computed;
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
            computed.incrementAndGet();
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }
}
