package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakProbeTest {

    private static final String SECRET = "correct-horse";
    private static final byte[] BYTES = "battery~~~staple?".getBytes(StandardCharsets.UTF_8);

    private final LeakProbe probe = new LeakProbe();

    @BeforeEach
    void register() {
        assertThat(probe.secret(SECRET)).isEqualTo(SECRET);
        assertThat(probe.secret(BYTES)).isSameAs(BYTES);
    }

    @Test
    void assertAbsent_cleanTexts_passes() {
        probe.assertAbsent("token=***", null, "correct horse");
        assertThatCode(() -> probe.assertNotIn(new IllegalStateException("nothing", new RuntimeException())))
                .doesNotThrowAnyException();
    }

    @Test
    void assertAbsent_secretInText_namesItsNumberOnly() {
        assertThatThrownBy(() -> probe.assertAbsent("fine", "before " + SECRET + " after"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("secret 0 leaked into text 1");
    }

    @Test
    void assertAbsent_encodedBytes_areFound() {
        for (String form : new String[] {
            HexFormat.of().formatHex(BYTES),
            HexFormat.of().withUpperCase().formatHex(BYTES),
            Base64.getEncoder().encodeToString(BYTES),
            Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES)
        }) {
            assertThatThrownBy(() -> probe.assertAbsent("[" + form + "]")).hasMessage("secret 1 leaked into text 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "cause", "suppressed", "toString", "stack", "deep"})
    void assertNotIn_secretAnywhereInFailure_isFound(String where) {
        assertThatThrownBy(() -> probe.assertNotIn(failure(where)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("secret 0 leaked into ")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void assertNotIn_circularCauses_ends() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        assertThatCode(() -> probe.assertNotIn(first)).doesNotThrowAnyException();
    }

    @Test
    void secret_tooShort_isRefused() {
        assertThatThrownBy(() -> probe.secret("12345")).hasMessage("secret must have at least 6 characters, got 5");
        assertThatThrownBy(() -> probe.secret(new byte[5])).hasMessage("secret must have at least 6 bytes, got 5");
        probe.secret("123456");
    }

    @Test
    void assertAbsent_noSecretKnown_provesNothing() {
        assertThatThrownBy(() -> new LeakProbe().assertAbsent("text")).isInstanceOf(IllegalStateException.class);
    }

    private static Exception failure(String where) {
        Exception secret = new Exception(SECRET);
        Exception outer = new IllegalStateException("clean");
        switch (where) {
            case "message" -> outer = secret;
            case "cause" -> outer.initCause(secret);
            case "suppressed" -> outer.addSuppressed(secret);
            case "toString" -> outer = new TalkativeException();
            case "stack" ->
                outer.setStackTrace(new StackTraceElement[] {new StackTraceElement("Type", SECRET, "Type.java", 1)});
            default -> outer.initCause(new Exception("clean", new Exception("clean", secret)));
        }
        return outer;
    }

    @SuppressWarnings("OverrideThrowableToString")
    private static final class TalkativeException extends Exception {

        private static final long serialVersionUID = 1L;

        TalkativeException() {
            super("clean");
        }

        @Override
        public String toString() {
            return "TalkativeException for " + SECRET;
        }
    }
}
