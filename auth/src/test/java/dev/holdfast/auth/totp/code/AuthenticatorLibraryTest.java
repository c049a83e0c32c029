package dev.holdfast.auth.totp.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A JavaScript authenticator, {@code otpauth} from npm, reads our URIs and shows our codes, and we read its URIs and
 * accept its codes: for every algorithm, length and several periods.
 */
@Tag("tools")
class AuthenticatorLibraryTest {
    private static final String LIBRARY = "otpauth@9.4.0";
    private static final Path HOME = Path.of("target", "npm-otpauth");
    private static final int[] PERIODS = {15, 30, 60, 90, 120};
    private static final long[] SECONDS = {0, 59, 1_111_111_109, 1_234_567_890, 2_000_000_000, 20_000_000_000L};

    /** A credential at an instant. */
    private record Case(OtpAuthUri uri, long second) {
        String code() {
            return TotpCodes.of(uri.parameters())
                    .codeAt(uri.secret(), uri.parameters().stepAt(now()));
        }

        Instant now() {
            return Instant.ofEpochSecond(second);
        }
    }

    @Test
    void urisAndCodes_ofAllParameters_areReadAndShownAlikeInBothDirections() throws Exception {
        install();
        List<Case> cases = cases();
        List<String> answers = answers(cases);
        assertThat(answers).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            OtpAuthUri uri = cases.get(i).uri();
            String[] answer = answers.get(i).split("\t", -1);
            TotpParameters parameters = uri.parameters();
            assertThat(Arrays.asList(answer).subList(0, 8))
                    .as("%s", uri)
                    .containsExactly(
                            uri.issuer(),
                            uri.account(),
                            uri.secret().exposeBase32(),
                            parameters.algorithm().name(),
                            Integer.toString(parameters.digits()),
                            Long.toString(parameters.period().toSeconds()),
                            cases.get(i).code(),
                            "0");
            assertThat(OtpAuthUri.parse(answer[8])).as("%s", uri).isEqualTo(uri);
            assertThat(TotpCodes.of(parameters)
                            .match(uri.secret(), answer[6], cases.get(i).now(), 0))
                    .isEqualTo(OptionalLong.of(parameters.stepAt(cases.get(i).now())));
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        SecureRandom random = new SecureRandom();
        String[] accounts = {"alice@shop.example", "Ärger & Söhne/名 +1?#%", "a b"};
        for (TotpAlgorithm algorithm : TotpAlgorithm.values()) {
            for (int digits = 6; digits <= 8; digits++) {
                for (int period : PERIODS) {
                    for (long second : SECONDS) {
                        TotpParameters parameters = new TotpParameters(algorithm, digits, Duration.ofSeconds(period));
                        TotpSecret secret = TotpSecret.random(random, 16 + cases.size() % 49);
                        String account = accounts[cases.size() % accounts.length];
                        cases.add(new Case(new OtpAuthUri("Shop & Co", account, secret, parameters), second));
                    }
                }
            }
        }
        return cases;
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        String said = said(
                new ProcessBuilder(
                        "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", HOME.toString(), LIBRARY),
                "");
        assertThat(HOME.resolve("node_modules/otpauth")).as(said).isDirectory();
    }

    private static List<String> answers(List<Case> cases) throws IOException, InterruptedException {
        Path script = HOME.resolve("authenticator.js");
        try (InputStream resource = AuthenticatorLibraryTest.class.getResourceAsStream("authenticator.js")) {
            Files.write(script, Objects.requireNonNull(resource).readAllBytes());
        }
        String asked = cases.stream()
                .map(one -> one.uri().exposeText() + '\t' + one.second() + '\t' + one.code())
                .collect(Collectors.joining("\n"));
        return said(new ProcessBuilder("node", script.toString()), asked)
                .lines()
                .toList();
    }

    /** By way of a file, so that neither side waits for the other to read. */
    private static String said(ProcessBuilder command, String asked) throws IOException, InterruptedException {
        Path input = Files.writeString(HOME.resolve("asked.txt"), asked);
        Process process = command.redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
