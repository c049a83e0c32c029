package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        // RFC 5952 §4.2.2: one group of zeros is written out.
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        // §4.2.3: the longest run, and the first of equal ones.
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "fe80::1%eth0, fe80::1",
        "fe80:0:0:0:0:0:0:1%3, fe80::1",
    })
    void canonical_literal_hasOneForm(String given, String canonical) {
        assertThat(IpLiteral.canonical(given)).contains(canonical);
        assertThat(IpLiteral.canonical(canonical)).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 00000000",
        "203.0.113.255, cb0071ff",
        "::ffff:203.0.113.255, cb0071ff",
        "::, 00000000000000000000000000000000",
        "2001:db8::fffe:8001, 20010db80000000000000000fffe8001",
        "fe80::1%eth0, fe800000000000000000000000000001",
    })
    void bytes_literal_areInNetworkOrder(String given, String hex) {
        assertThat(IpLiteral.bytes(given).map(HexFormat.of()::formatHex)).contains(hex);
        assertThat(IpLiteral.bytes(" " + given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.04",
                "00.1.2.3",
                "1..2.3",
                ".1.2.3.4",
                "1.2.3.4.",
                "1.2.3.",
                "4294967297.1.1.1",
                "256.1.1.1",
                "1.2.3.4 ",
                ".:1",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::1",
                ":1::2",
                "1::2:",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "::1.2.3",
                "fe80::1%",
                "%eth0",
                "[::1]",
                "::ffff:1.2.3.256",
                "١.٢.٣.٤",
                "::١"
            })
    void canonical_other_isEmpty(String given) {
        assertThat(IpLiteral.canonical(given)).isEmpty();
    }

    @Test
    void canonical_veryLong_isEmpty() {
        assertThat(IpLiteral.canonical("fe80::1%" + "x".repeat(10_000))).isEmpty();
    }

    @Test
    void canonical_everyForm_isWhatInetGivesBack() throws Exception {
        List<String> forms = List.of(
                "192.0.2.1",
                "::",
                "::1",
                "2001:db8::1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1",
                "fe80::1",
                "1:2:3:4:5:6:7:0");
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            for (String form : forms) {
                assertThat(database.queryStrings("SELECT host('" + form + "'::inet)"))
                        .containsExactly(form);
            }
        }
    }
}
