package dev.holdfast.examples.benchmarks.arithmetic;

import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** Telling a malformed token from a good one, which every guess pays for; put beside hashing the same text once. */
public final class MalformedTokens {
    private static final int OPERATIONS = 50_000;

    private MalformedTokens() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase unused, Scale scale, int threads) {
        TokenFormat format = TokenFormat.of("hfsu", new SecureRandom());
        String good = format.mint(UUID.randomUUID()).text().exposeText();
        return new Contest(
                "malformed token",
                Goal.nanos(1000),
                threads,
                scale.perThread(OPERATIONS, threads),
                List.of(
                        sha256(good),
                        refusal("Holdfast, mistyped", format, mistyped(good)),
                        refusal("Holdfast, cut short", format, good.substring(0, good.length() - 1))));
    }

    private static Contestant sha256(String text) {
        return Checked.of("SHA-256 of the text", () -> {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return () -> digest.digest(text.getBytes(StandardCharsets.UTF_8)).length == 32;
        });
    }

    private static Contestant refusal(String name, TokenFormat format, String malformed) {
        return Checked.of(name, () -> () -> format.parse(malformed).isEmpty());
    }

    /** One letter of the secret is another: all is looked at until the checksum tells. */
    private static String mistyped(String good) {
        int at = good.length() / 2;
        return good.substring(0, at) + (good.charAt(at) == 'a' ? 'b' : 'a') + good.substring(at + 1);
    }
}
