package dev.holdfast.auth.password.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A host that does not hash passwords here needs no Bouncy Castle. */
class WithoutBouncyCastleTest {
    @Test
    void pool_withoutBouncyCastle_saysWhatToAdd() {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("bcprov"))
                .collect(Collectors.joining(File.pathSeparator));
        JvmOptions options = JvmOptions.inherited().withClassPath(classPath);
        try (ForkedJvm jvm = ForkedJvm.start(options, MakesAPool.class, List.of())) {
            assertThat(jvm.readLines())
                    .contains("parsed true")
                    .contains("password hashing needs Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to the"
                            + " application");
        }
    }

    /** The process. */
    static final class MakesAPool {
        private MakesAPool() {}

        public static void main(String[] arguments) {
            String bcrypt = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
            System.out.println("parsed " + PasswordHash.parse(bcrypt).isPresent());
            try (HashingPool pool = HashingPool.of(HashingLimits.defaults(64))) {
                System.out.println("made, busy for " + pool.retryAfter());
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
