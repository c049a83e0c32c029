package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.IpNetwork;
import dev.holdfast.testkit.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BanLogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:15.129999Z");

    private final List<String> lines = new ArrayList<>();
    private final BanLog log = BanLog.to(MutableClock.at(NOW), lines::add);

    @Test
    void refused_client_isOneLineOfTimeAndNetwork() {
        log.refused(address("203.0.113.7"));
        log.refused(address("2001:db8:1:2:3:4:5:6"));
        assertThat(lines)
                .containsExactly(
                        "2026-11-21T12:00:15.129Z holdfast login refused from 203.0.113.7",
                        "2026-11-21T12:00:15.129Z holdfast login refused from 2001:db8:1:2::/64");
    }

    @Test
    void text_wholeSecond_hasItsThreeDigits() {
        assertThat(new BanLine(Instant.parse("2026-01-02T03:04:05Z"), address("203.0.113.7")).text())
                .startsWith("2026-01-02T03:04:05.000Z ");
    }

    @Test
    void text_machineWithOtherDigits_isAscii() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(new BanLine(NOW, address("203.0.113.7")).text())
                    .isEqualTo("2026-11-21T12:00:15.129Z holdfast login refused from 203.0.113.7");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A ban of one's own proxy would shut out everybody behind it. */
    @Test
    void refused_sparedOrWithoutAddress_isSilent() {
        BanLog sparing = log.sparing(List.of(IpNetwork.parse("10.0.0.0/8")));
        sparing.refused(address("10.255.0.1"));
        sparing.refused(ClientAddress.NONE);
        log.refused(ClientAddress.NONE);
        assertThat(lines).isEmpty();
        sparing.refused(address("11.0.0.1"));
        assertThat(lines).hasSize(1);
    }

    private static ClientAddress address(String literal) {
        return ClientAddress.parse(literal).orElseThrow();
    }
}
