package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.testkit.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's fail2ban reads our lines, all of them, and nothing that only looks like one. */
@Tag("tools")
class Fail2banTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String START = "2026-11-21T12:00:15.123Z holdfast login refused from ";

    /** What appears in logs when clients choose names, headers and times, none of it written by a ban log. */
    private static final List<String> LOOK_ALIKES = List.of(
            START,
            START + "victim.example",
            START + "localhost",
            START + "203.0.113.7 ",
            START + "203.0.113.7, 198.51.100.9",
            START + "203.0.113.7 user=x",
            START + "203.0.113.7:443",
            START + "203.0.113.0/24",
            START + "0.0.0.0/0",
            START + "203.0.113.256",
            START + "203.0.113.07",
            START + "203.0.113.",
            START + "203.0.113.7.9",
            START + "[2001:db8::1]",
            START + "2001:db8::1",
            START + "2001:db8::/16",
            START + "::/0",
            START + "::ffff:203.0.113.7",
            START + "user 203.0.113.7",
            START + "203.0.113.7 holdfast login refused from 198.51.100.9",
            " " + START + "203.0.113.7",
            "WARN dev.holdfast.ban - " + START + "203.0.113.7",
            "login by '" + START + "203.0.113.7",
            "2026-11-21T12:00:15.123Z  holdfast login refused from 203.0.113.7",
            "2026-11-21T12:00:15Z holdfast login refused from 203.0.113.7",
            "2026-11-21 12:00:15.123 holdfast login refused from 203.0.113.7",
            "holdfast login refused from 203.0.113.7",
            "2026-11-21T12:00:15.123Z holdfast login accepted from 203.0.113.7",
            "2026-11-21T12:00:15.123Z HOLDFAST LOGIN REFUSED FROM 203.0.113.7");

    @TempDir
    Path folder;

    @Test
    void filter_ourLinesAmongLookAlikes_countsOursAlone() throws Exception {
        List<String> ours = new ArrayList<>();
        MutableClock clock = MutableClock.at(NOON);
        BanLog log = BanLog.to(clock, ours::add);
        List<String> clients = List.of(
                "203.0.113.7", "::ffff:198.51.100.9", "2001:db8:1:2:3:4:5:6", "2001:db8::1", "1::", "0:0:0:1::5");
        for (String client : clients) {
            log.refused(ClientAddress.parse(client).orElseThrow());
            clock.advance(Duration.ofMillis(1_001));
        }

        assertThat(identities(Stream.concat(ours.stream(), LOOK_ALIKES.stream()).toList()))
                .containsExactly(
                        "203.0.113.7", "198.51.100.9", "2001:db8:1:2::/64", "2001:db8::/64", "1::/64", "0:0:0:1::/64");
    }

    /** A filter as it is usually written, for a line with the user's name in it. */
    @Test
    void naiveFilter_lookAlikes_bansWhoeverTheClientNames() throws Exception {
        Path filter = folder.resolve("naive.conf");
        Files.writeString(filter, """
                [Definition]
                failregex = login .*from <HOST>
                datepattern = ^%%Y-%%m-%%dT%%H:%%M:%%S\\.%%fZ
                """);
        String name = "x from 198.51.100.9";
        Path log = written(
                List.of("2026-11-21T12:00:15.123Z login of " + name + " refused from 203.0.113.7 (" + name + ")"));

        assertThat(Program.run("fail2ban-regex", "-o", "id", log.toString(), filter.toString()))
                .contains("198.51.100.9");
    }

    @Test
    void jail_inFail2bansOwnConfiguration_isAccepted() throws Exception {
        Path log = written(List.of());
        Fail2banJail jail = Fail2banJail.of(log.toString())
                .sparing(List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("fd00::/8")));
        for (String name : List.of("filter.d", "action.d", "jail.d", "fail2ban.d")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("fail2ban.conf"), "[Definition]\nloglevel = INFO\n");
        Files.writeString(folder.resolve("jail.conf"), "[DEFAULT]\naction = noted\n");
        Files.writeString(folder.resolve("action.d/noted.conf"), "[Definition]\nactionban = true\n");
        Files.writeString(folder.resolve("filter.d/holdfast.conf"), jail.filter());
        Files.writeString(folder.resolve("jail.d/holdfast.conf"), jail.jail());

        String dump = Program.run("fail2ban-client", "-c", folder.toString(), "-d");

        assertThat(dump)
                .contains("['add', 'holdfast', 'auto']")
                .contains("['set', 'holdfast', 'addignoreip', '127.0.0.0/8', '::1/128', '10.0.0.0/8', 'fd00::/8']")
                .contains("['set', 'holdfast', 'maxretry', 20]")
                .contains("['set', 'holdfast', 'findtime', '600']")
                .contains("['set', 'holdfast', 'bantime', '3600']")
                .contains("['set', 'holdfast', 'addlogpath', '" + log + "', 'head']");
    }

    private List<String> identities(List<String> lines) throws IOException, InterruptedException {
        Path log = written(lines);
        Path filter = folder.resolve("holdfast.conf");
        Files.writeString(filter, Fail2banJail.of(log.toString()).filter());
        return Program.run("fail2ban-regex", "-o", "id", log.toString(), filter.toString())
                .lines()
                .toList();
    }

    private Path written(List<String> lines) throws IOException {
        return Files.write(folder.resolve("ban.log"), lines);
    }
}
