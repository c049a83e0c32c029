package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.ForwardingHeader;
import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.auth.rate.RatePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's nginx takes the generated parts, refuses after the burst, and passes the right address on. */
@Tag("tools")
class NginxTest {
    /** One a minute, so that no second passes in the time of a test, however slow the machine. */
    private static final RatePolicy POLICY = RatePolicy.perMinute("login", 1).withBurst(5);

    private static final IpNetwork LOOPBACK = IpNetwork.parse("127.0.0.1");

    @TempDir
    Path folder;

    /** What the application took for the client's address, and what it got of the two headers. */
    private final List<ClientAddress> clients = new CopyOnWriteArrayList<>();

    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer application;

    @BeforeEach
    void open() throws IOException {
        TrustedProxies proxies = TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, List.of(LOOPBACK));
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            headers.add(exchange.getRequestHeaders().get("X-Forwarded-For") + " "
                    + exchange.getRequestHeaders().get("Forwarded"));
            clients.add(proxies.clientOf(
                    exchange.getRemoteAddress().getAddress().getHostAddress(),
                    name -> exchange.getRequestHeaders().get(name)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        application.start();
    }

    @AfterEach
    void close() {
        application.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"100,60,20", "1,1,1", "3,30,7", "1000000,1,1000000"})
    void parts_inAMinimalConfiguration_areAccepted(int limit, int seconds, int burst) throws Exception {
        RatePolicy policy = new RatePolicy("a-b_C", limit, Duration.ofSeconds(seconds), burst);
        NginxLimit parts =
                NginxLimit.of(policy, "http://[::1]:8080").behind(List.of(LOOPBACK, IpNetwork.parse("fd00::/8")));

        assertThat(NginxProcess.test(folder, parts)).contains("test is successful");
    }

    @Test
    void limit_directClientRotatingForgedAddresses_isRefusedAfterTheBurst() throws Exception {
        try (NginxProcess nginx = NginxProcess.start(folder, limit())) {
            List<Integer> statuses = new ArrayList<>();
            HttpResponse<Void> last = null;
            for (int i = 0; i < 8; i++) {
                last = get(nginx, NginxLimit.DEFAULT_PATH, "198.51.100." + i);
                statuses.add(last.statusCode());
            }

            assertThat(statuses).containsExactly(204, 204, 204, 204, 204, 429, 429, 429);
            assertThat(last.headers().firstValue("Retry-After")).contains("60");
            assertThat(clients)
                    .hasSize(5)
                    .containsOnly(ClientAddress.parse("127.0.0.1").orElseThrow());
            assertThat(headers).containsOnly("[127.0.0.1] null");
        }
    }

    @Test
    void limit_behindAProxy_countsTheLastAddressThatIsNotTheProxys() throws Exception {
        try (NginxProcess nginx = NginxProcess.start(folder, limit().behind(List.of(LOOPBACK)))) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                statuses.add(get(nginx, NginxLimit.DEFAULT_PATH, "198.51.100." + i + ", 203.0.113.7")
                        .statusCode());
            }

            assertThat(statuses).containsExactly(204, 204, 204, 204, 204, 429);
            assertThat(clients).containsOnly(ClientAddress.parse("203.0.113.7").orElseThrow());
            assertThat(headers).containsOnly("[203.0.113.7] null");
            assertThat(get(nginx, NginxLimit.DEFAULT_PATH, "203.0.113.8").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void limit_addressesOfOneIpv6Network_shareABudget() throws Exception {
        try (NginxProcess nginx = NginxProcess.start(folder, limit().behind(List.of(LOOPBACK)))) {
            List<Integer> statuses = new ArrayList<>();
            // The third group makes one of the bytes that are compared a line end.
            for (String host : List.of("::1", "::2", ":a:b:c:d", ":ffff::", "::a0a:0", ":1::1")) {
                statuses.add(get(nginx, NginxLimit.DEFAULT_PATH, "2001:db8:a0a:1" + host)
                        .statusCode());
            }

            assertThat(statuses).containsExactly(204, 204, 204, 204, 204, 429);
            assertThat(get(nginx, NginxLimit.DEFAULT_PATH, "2001:db8:a0a:2::1").statusCode())
                    .isEqualTo(204);
        }
    }

    private NginxLimit limit() {
        return NginxLimit.of(
                POLICY, "http://127.0.0.1:" + application.getAddress().getPort());
    }

    private HttpResponse<Void> get(NginxProcess nginx, String path, String forwardedFor)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(nginx.at(path))
                .header("X-Forwarded-For", forwardedFor)
                .header("Forwarded", "for=192.0.2.66")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding());
    }
}
