package dev.holdfast.auth.ban;

import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.core.Require;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rate limit in nginx, before a request reaches the application, and headers by which the application learns the
 * client's address.
 *
 * <p>It refuses with 429 (nginx's own default is 503, which says that the server is at fault), lets pass at once as many as
 * {@link RatePolicy} says, and counts an IPv6 client by its /64.
 *
 * @param policy the limit; a whole number of requests a second or a minute, which is what nginx can be told
 * @param path the location that is limited, matched exactly: letters, digits and {@code / . _ ~ -}
 * @param upstream where requests go, such as {@code http://127.0.0.1:8080}
 * @param proxies where the proxies before this nginx are; empty when clients connect to it themselves
 */
public record NginxLimit(RatePolicy policy, String path, String upstream, List<IpNetwork> proxies) {
    /** The location that is limited unless said otherwise. */
    public static final String DEFAULT_PATH = "/api/auth/login";

    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]{0,199}");
    private static final Pattern UPSTREAM =
            Pattern.compile("https?://([A-Za-z0-9._-]{1,200}|\\[[0-9a-fA-F:]{2,39}\\])(:[0-9]{1,5})?");
    private static final int SECONDS_A_MINUTE = 60;

    // The first eight bytes of an address of sixteen. (?s) because one of them may be a line end.
    private static final String HTTP = """
            # In http: requests are counted by IPv4 address, or by the /64 of an IPv6 one.
            map $binary_remote_addr $%1$s_client {
                default $binary_remote_addr;
                "~(?s)^(.{8}).{8}$" $1;
            }
            limit_req_zone $%1$s_client zone=%1$s:10m rate=%2$s;
            """;

    private static final String LOCATION = """
            # In server.
            %3$slocation = %2$s {
                limit_req zone=%1$s%4$s;
                limit_req_status 429;
                error_page 429 @%1$s_limited;
                proxy_pass %5$s;
                proxy_set_header Host $host;
                # Overwritten. $proxy_add_x_forwarded_for appends to what the client sent.
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Real-IP $remote_addr;
                proxy_set_header Forwarded "";
            }
            location @%1$s_limited {
                add_header Retry-After %6$d always;
                return 429;
            }
            """;

    /**
     * Checks the parts: nothing that has a meaning in nginx's configuration comes through.
     *
     * @throws IllegalArgumentException when a part is malformed, or the rate is no whole number a second or a minute
     */
    public NginxLimit {
        Require.matching("path", path, PATH, "must begin with '/' and hold letters, digits and '/._~-' only");
        Require.matching("upstream", upstream, UPSTREAM, "must look like http://127.0.0.1:8080");
        var unused = rate(policy);
        proxies = List.copyOf(proxies);
    }

    /**
     * A limit on {@value #DEFAULT_PATH}, in an nginx that clients connect to themselves.
     *
     * @param policy the limit
     * @param upstream where requests go
     * @return the limit
     */
    public static NginxLimit of(RatePolicy policy, String upstream) {
        return new NginxLimit(policy, DEFAULT_PATH, upstream, List.of());
    }

    /**
     * The same on another path.
     *
     * @param value matched exactly
     * @return the limit
     */
    public NginxLimit withPath(String value) {
        return new NginxLimit(policy, value, upstream, proxies);
    }

    /**
     * The same behind proxies that write {@code X-Forwarded-For}: the last address there that is none of theirs is the
     * client's.
     *
     * @param networks where they are
     * @return the limit
     */
    public NginxLimit behind(List<IpNetwork> networks) {
        return new NginxLimit(policy, path, upstream, networks);
    }

    /**
     * The part for nginx's {@code http} block.
     *
     * @return configuration text
     */
    public String http() {
        return HTTP.formatted(zone(), rate(policy));
    }

    /**
     * The part for nginx's {@code server} block.
     *
     * @return configuration text
     */
    public String location() {
        // nginx lets one request pass besides its burst, and knows no burst of 0.
        String burst = policy.burst() == 1 ? "" : " burst=" + (policy.burst() - 1) + " nodelay";
        long retry = (policy.period().toSeconds() + policy.limit() - 1) / policy.limit();
        return LOCATION.formatted(zone(), path, realIp(), burst, upstream, retry);
    }

    private String zone() {
        return "holdfast_" + policy.name().replace('-', '_');
    }

    private String realIp() {
        if (proxies.isEmpty()) {
            return "";
        }
        return proxies.stream()
                .map(network -> "set_real_ip_from " + network + ";\n")
                .collect(Collectors.joining("", "", "real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n"));
    }

    private static String rate(RatePolicy policy) {
        long seconds = policy.period().toSeconds();
        if (policy.limit() % seconds == 0) {
            return policy.limit() / seconds + "r/s";
        }
        long perMinutes = (long) policy.limit() * SECONDS_A_MINUTE;
        if (perMinutes % seconds != 0) {
            throw new IllegalArgumentException(
                    "limit must be a whole number of requests a second or a minute for nginx," + " got "
                            + policy.limit() + " in " + policy.period());
        }
        return perMinutes / seconds + "r/m";
    }
}
