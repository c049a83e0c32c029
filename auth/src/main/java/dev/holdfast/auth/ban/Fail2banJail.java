package dev.holdfast.auth.ban;

import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.core.Require;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two files that make fail2ban read the log of a {@link BanLog} and ban.
 *
 * @param name of filter and jail, 1 to 26 lower-case letters, digits and {@code -}: fail2ban names firewall chains by it
 * @param logPath the log's absolute path: letters, digits and {@code . _ - /}
 * @param maxRetry how many refused logins of a client lead to a ban, 1 to 1,000
 * @param findTime within what time, 1 min to 1 day
 * @param banTime for how long, 1 min to 30 days
 * @param spared networks that are never banned, besides the machine itself
 */
public record Fail2banJail(
        String name, String logPath, int maxRetry, Duration findTime, Duration banTime, List<IpNetwork> spared) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,25}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Checks the parts: nothing that has a meaning in fail2ban's files comes through.
     *
     * @throws IllegalArgumentException when a part is malformed or out of bounds
     */
    public Fail2banJail {
        Require.matching("name", name, NAME, "must be 1 to 26 lower-case letters, digits or '-'");
        Require.matching("logPath", logPath, PATH, "must be an absolute path of letters, digits and '._-/'");
        Require.text("logPath", logPath, 200);
        Require.between("maxRetry", maxRetry, 1, 1_000);
        Require.between("findTime", findTime, MINUTE, Duration.ofDays(1));
        Require.between("banTime", banTime, MINUTE, Duration.ofDays(30));
        spared = List.copyOf(spared);
    }

    /**
     * A jail {@code holdfast} that bans for an hour after 20 refused logins in 10 minutes: an address can be that of a
     * whole office, and a single account is guarded by its throttle long before.
     *
     * @param logPath the log's absolute path
     * @return the jail
     */
    public static Fail2banJail of(String logPath) {
        return new Fail2banJail("holdfast", logPath, 20, Duration.ofMinutes(10), Duration.ofHours(1), List.of());
    }

    /**
     * The same with other bounds.
     *
     * @param retries how many refused logins, 1 to 1,000
     * @param within in what time, 1 min to 1 day
     * @param ban for how long, 1 min to 30 days
     * @return the jail
     */
    public Fail2banJail withBounds(int retries, Duration within, Duration ban) {
        return new Fail2banJail(name, logPath, retries, within, ban, spared);
    }

    /**
     * The same, sparing some networks: at least those of the host's own proxies.
     *
     * @param networks never banned
     * @return the jail
     */
    public Fail2banJail sparing(List<IpNetwork> networks) {
        return new Fail2banJail(name, logPath, maxRetry, findTime, banTime, networks);
    }

    /**
     * The filter, which matches the lines of {@link BanLine} from end to end and no others.
     *
     * @return the text of {@code /etc/fail2ban/filter.d/<name>.conf}
     */
    public String filter() {
        // <SUBNET> takes addresses and networks only; <HOST> would take names and look them up.
        return """
                # Refused logins. The time is taken off first; what is left must be the words and then an IPv4 address or
                # the /64 of an IPv6 one, and nothing else.
                [Definition]
                failregex = ^ %s (?=(?:%s(?:\\.(?=[0-9])|$)){4}$|[0-9a-f:]+::/64$)<SUBNET>$
                ignoreregex =
                datepattern = ^%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%S\\.%%%%fZ
                """.formatted(BanLine.WORDS, OCTET);
    }

    /**
     * The jail.
     *
     * @return the text of {@code /etc/fail2ban/jail.d/<name>.conf}
     */
    public String jail() {
        String never = Stream.concat(
                        Stream.of("127.0.0.0/8", "::1/128"), spared.stream().map(IpNetwork::toString))
                .distinct()
                .collect(Collectors.joining(" "));
        return """
                [%1$s]
                enabled = true
                filter = %1$s
                logpath = %2$s
                backend = auto
                usedns = no
                port = http,https
                maxretry = %3$d
                findtime = %4$d
                bantime = %5$d
                ignoreip = %6$s
                """.formatted(name, logPath, maxRetry, findTime.toSeconds(), banTime.toSeconds(), never);
    }
}
