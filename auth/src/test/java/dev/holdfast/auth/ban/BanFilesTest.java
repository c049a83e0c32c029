package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.auth.rate.RatePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BanFilesTest {
    private static final RatePolicy POLICY = RatePolicy.perMinute("login", 100).withBurst(20);
    private static final String UPSTREAM = "http://127.0.0.1:8080";

    @Test
    void nginx_directClients_isThis() {
        NginxLimit limit = NginxLimit.of(POLICY, UPSTREAM);
        assertThat(limit.http()).isEqualTo("""
                # In http: requests are counted by IPv4 address, or by the /64 of an IPv6 one.
                map $binary_remote_addr $holdfast_login_client {
                    default $binary_remote_addr;
                    "~(?s)^(.{8}).{8}$" $1;
                }
                limit_req_zone $holdfast_login_client zone=holdfast_login:10m rate=100r/m;
                """);
        assertThat(limit.location()).isEqualTo("""
                # In server.
                location = /api/auth/login {
                    limit_req zone=holdfast_login burst=19 nodelay;
                    limit_req_status 429;
                    error_page 429 @holdfast_login_limited;
                    proxy_pass http://127.0.0.1:8080;
                    proxy_set_header Host $host;
                    # Overwritten. $proxy_add_x_forwarded_for appends to what the client sent.
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Real-IP $remote_addr;
                    proxy_set_header Forwarded "";
                }
                location @holdfast_login_limited {
                    add_header Retry-After 1 always;
                    return 429;
                }
                """);
    }

    @Test
    void nginx_behindProxies_trustsThemAlone() {
        assertThat(NginxLimit.of(POLICY, UPSTREAM)
                        .behind(List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("fd00::/8")))
                        .location())
                .contains("""
                        set_real_ip_from 10.0.0.0/8;
                        set_real_ip_from fd00::/8;
                        real_ip_header X-Forwarded-For;
                        real_ip_recursive on;
                        location = /api/auth/login {
                        """);
        assertThat(NginxLimit.of(POLICY, UPSTREAM).location()).doesNotContain("real_ip");
    }

    @ParameterizedTest
    @CsvSource({"100, PT1M, 100r/m, 1", "120, PT1M, 2r/s, 1", "1, PT10S, 6r/m, 10", "7, PT2M, , ", "1, PT24H, , "})
    void nginx_rate_isWholeASecondOrAMinute(int limit, Duration period, String rate, Integer retryAfter) {
        RatePolicy policy = new RatePolicy("x", limit, period, 1);
        if (rate == null) {
            assertThatThrownBy(() -> NginxLimit.of(policy, UPSTREAM))
                    .hasMessage("limit must be a whole number of requests a second or a minute for nginx, got " + limit
                            + " in " + period);
            return;
        }
        NginxLimit parts = NginxLimit.of(policy, UPSTREAM);
        assertThat(parts.http()).contains(" rate=" + rate + ";");
        assertThat(parts.location()).contains("limit_req zone=holdfast_x;", "Retry-After " + retryAfter + " always");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "/a b",
                "/a;",
                "/a{",
                "/a}",
                "/a\n",
                "/$uri",
                "/a\"",
                "/a'",
                "/a\\",
                "/#",
                "/a?b",
                "/é",
                "/a; } location / { return 200"
            })
    void nginx_pathWithMeaning_isRefused(String path) {
        NginxLimit limit = NginxLimit.of(POLICY, UPSTREAM);
        assertThatThrownBy(() -> limit.withPath(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("path must begin with '/'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:8080",
                "ftp://x",
                "http://",
                "http://a b",
                "http://a;",
                "http://a/path",
                "http://$host",
                "http://a:1;return 200",
                "http://a\n",
                "http://[::1",
                "http://a:123456",
                "http://user@a"
            })
    void nginx_upstreamWithMeaning_isRefused(String upstream) {
        assertThatThrownBy(() -> NginxLimit.of(POLICY, upstream))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("upstream must look like");
    }

    @Test
    void jail_files_areThese() {
        Fail2banJail jail = Fail2banJail.of("/var/log/app/ban.log")
                .withBounds(5, Duration.ofMinutes(2), Duration.ofDays(1))
                .sparing(List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("::1")));
        assertThat(jail.filter())
                .contains(
                        "failregex = ^ holdfast login refused from (?=(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
                                + "(?:\\.(?=[0-9])|$)){4}$|[0-9a-f:]+::/64$)<SUBNET>$\n")
                .contains("datepattern = ^%%Y-%%m-%%dT%%H:%%M:%%S\\.%%fZ\n");
        assertThat(jail.jail()).isEqualTo("""
                [holdfast]
                enabled = true
                filter = holdfast
                logpath = /var/log/app/ban.log
                backend = auto
                usedns = no
                port = http,https
                maxretry = 5
                findtime = 120
                bantime = 86400
                ignoreip = 127.0.0.0/8 ::1/128 10.0.0.0/8
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ban.log",
                "/",
                "/var/log/",
                "//ban.log",
                "/var/*.log",
                "/a b",
                "/a\nbantime = 1",
                "/%(x)s",
                "/a;b",
                "/a#b",
                "/é"
            })
    void jail_logPathWithMeaning_isRefused(String path) {
        assertThatThrownBy(() -> Fail2banJail.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("logPath must be");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, PT1M, PT1M, name",
        "DEFAULT, 1, PT1M, PT1M, name",
        "'a]', 1, PT1M, PT1M, name",
        "a, 0, PT1M, PT1M, maxRetry",
        "a, 1001, PT1M, PT1M, maxRetry",
        "a, 1, PT59S, PT1M, findTime",
        "a, 1, PT24H0.001S, PT1M, findTime",
        "a, 1, PT1M, PT59S, banTime",
        "a, 1, PT1M, PT720H1S, banTime",
    })
    void jail_outOfBounds_isRefusedByName(String name, int retries, Duration find, Duration ban, String blamed) {
        assertThatThrownBy(() -> new Fail2banJail(name, "/a", retries, find, ban, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(blamed + " must be ");
    }
}
