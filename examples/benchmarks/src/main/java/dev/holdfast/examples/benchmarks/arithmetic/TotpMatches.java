package dev.holdfast.examples.benchmarks.arithmetic;

import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Checked.Check;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Matching an entered code against the present time step and its two neighbours. */
public final class TotpMatches {
    private static final int OPERATIONS = 20_000;
    private static final int WINDOW = 1;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] SECRET = new byte[20];

    private TotpMatches() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase unused, Scale scale, int threads) {
        TotpCodes codes = TotpCodes.of(TotpParameters.defaults());
        TotpSecret secret = new TotpSecret(Secret.of(SECRET));
        long present = TotpParameters.defaults().stepAt(NOW);
        String code = codes.codeAt(secret, present);
        return new Contest(
                "TOTP match, three steps",
                Goal.ratio(0.60),
                threads,
                scale.perThread(OPERATIONS, threads),
                List.of(
                        Checked.of("bare HMAC", () -> bare(present, Integer.parseInt(code))),
                        Checked.of(
                                "Holdfast TotpCodes",
                                () -> () ->
                                        codes.match(secret, code, NOW, WINDOW).equals(OptionalLong.of(present)))));
    }

    /** RFC 4226 §5.3 as one writes it down, with a Mac kept from call to call. */
    private static Check bare(long present, int code) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        byte[] counter = new byte[Long.BYTES];
        return () -> {
            // Another user's secret at each call.
            mac.init(new SecretKeySpec(SECRET, "HmacSHA1"));
            long found = -1;
            for (long step = present - WINDOW; step <= present + WINDOW; step++) {
                byte[] hash = mac.doFinal(ByteBuffer.wrap(counter).putLong(step).array());
                int offset = hash[hash.length - 1] & 0xF;
                int number = (ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF) % 1_000_000;
                found = number == code ? step : found;
            }
            return found == present;
        };
    }
}
