package dev.holdfast.auth.password.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.auth.password.rule.BreachedPasswords.Answer;
import dev.holdfast.core.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol against a server on this machine. */
class RangeQueryTest extends BreachedPasswordsContract {
    // SHA-1 of "password": 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
    private static final String SUFFIX = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    private static final String OTHER = "0018A45C4D1DEF81644B54AB7F969B88D65:3";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile String body = OTHER + "\r\n" + SUFFIX + ":52256179\r\n";
    private volatile int status = 200;
    private volatile boolean stalls;
    private volatile boolean endless;
    private final CompletableFuture<Long> cutOff = new CompletableFuture<>();
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/range/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    protected BreachedPasswords breached() {
        return over(server.getAddress().getPort(), Duration.ofSeconds(20));
    }

    @Override
    protected BreachedPasswords unavailable() {
        int port = server.getAddress().getPort();
        server.stop(0);
        return over(port, Duration.ofSeconds(20));
    }

    @Override
    protected Secret known() {
        return Secret.ofText("password");
    }

    @Override
    protected Secret unknown() {
        return Secret.ofText("nobody has chosen this one");
    }

    @Test
    void lookup_any_sendsFiveDigitsAndAsksForPadding() {
        Answer unused = breached().lookup(known());

        assertThat(requests).containsExactly("/range/5BAA6 padding=true");
    }

    /** An entry of padding has the count 0. */
    @Test
    void lookup_paddingWithTheSameSuffix_isUnknown() {
        body = SUFFIX + ":0\r\n" + OTHER;

        assertThat(breached().lookup(known())).isEqualTo(Answer.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>not found</html>", SUFFIX, SUFFIX + ":-1", SUFFIX + ":1 2"})
    void lookup_answerOfAnotherForm_isUnavailable(String answer) {
        body = answer;

        assertThat(breached().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
    }

    @Test
    void lookup_errorStatus_isUnavailable() {
        status = 503;

        assertThat(breached().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
    }

    /** The headers come, the body never does: the time-out holds for the whole answer. */
    @Test
    void lookup_bodyThatStalls_isUnavailableAfterTheTimeOut() {
        stalls = true;

        assertThat(over(server.getAddress().getPort(), Duration.ofMillis(300)).lookup(known()))
                .isEqualTo(Answer.UNAVAILABLE);
    }

    /** The entry that counts is the last one. */
    @Test
    void lookup_bodyAsLongAsAllowed_isReadToItsEnd() {
        body = padded(RangeQuery.MAX_BYTES);

        assertThat(breached().lookup(known())).isEqualTo(Answer.BREACHED);
    }

    @Test
    void lookup_bodyOneByteTooLong_isUnavailable() {
        body = padded(RangeQuery.MAX_BYTES + 1);

        assertThat(breached().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
    }

    /** Well-formed entries without end: no more is taken from the server than the bound and what lies in buffers. */
    @Test
    void lookup_bodyThatNeverEnds_isUnavailableAndCutOff() throws Exception {
        endless = true;

        assertThat(breached().lookup(known())).isEqualTo(Answer.UNAVAILABLE);
        assertThat(cutOff.get(20, TimeUnit.SECONDS)).isLessThan(64L << 20);
    }

    /** Entries, the last with the suffix, of so many bytes in all. */
    private static String padded(int bytes) {
        String last = SUFFIX + ":1";
        String entries = (OTHER + "\n").repeat((bytes - last.length()) / (OTHER.length() + 1));
        return entries + " ".repeat(bytes - entries.length() - last.length()) + last;
    }

    private static BreachedPasswords over(int port, Duration timeout) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return BreachedPasswords.range(
                HttpClient.newHttpClient(), URI.create("http://" + host + ":" + port + "/range/"), timeout);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI() + " padding="
                + exchange.getRequestHeaders().getFirst("Add-Padding"));
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        if (endless) {
            pour(exchange, bytes);
            return;
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, stalls ? bytes.length + 1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            if (stalls) {
                exchange.getResponseBody().flush();
                release.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pour(HttpExchange exchange, byte[] bytes) throws IOException {
        long sent = 0;
        exchange.sendResponseHeaders(status, 0);
        try {
            while (true) {
                exchange.getResponseBody().write(bytes);
                sent += bytes.length;
            }
        } catch (IOException e) {
            // The client has hung up.
            boolean unused = cutOff.complete(sent);
        }
    }
}
