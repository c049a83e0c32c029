package dev.holdfast.auth.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 10.0.0.1 is the proxy at the host, 10.0.0.2 the one before it; 203.0.113.7 is who really is connected to them. */
class TrustedProxiesTest {
    private static final String EDGE = "10.0.0.1";
    private static final TrustedProxies PLAIN =
            TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, "10.0.0.0/8", "fd00::/8");
    private static final TrustedProxies STANDARD =
            TrustedProxies.of(ForwardingHeader.FORWARDED, "10.0.0.0/8", "fd00::/8");

    /** What an attacker at 203.0.113.7 sends, as the host gets it after a proxy has appended that address. */
    static Stream<Arguments> attacks() {
        String longest = "9".repeat(100_000);
        return Stream.of(
                plain("198.51.100.1, 203.0.113.7"),
                plain("127.0.0.1, 203.0.113.7"),
                plain("10.0.0.9, 203.0.113.7, 10.0.0.2"),
                plain("198.51.100.1, 203.0.113.7,10.0.0.2 ,\t10.0.0.3"),
                plain("\"198.51.100.1, 203.0.113.7"),
                plain("for=198.51.100.1, 203.0.113.7"),
                plain("198.51.100.1;q=1, 203.0.113.7"),
                plain(", , ,203.0.113.7"),
                plain("198.51.100.1\u00a0, 203.0.113.7"),
                plain(longest + ", 203.0.113.7"),
                plain(",".repeat(100_000) + "203.0.113.7"),
                plain("198.51.100.1", "203.0.113.7"),
                plain("203.0.113.7:65535"),
                plain("::ffff:203.0.113.7"),
                plain("[::ffff:203.0.113.7]:443"),
                standard("for=198.51.100.1, for=203.0.113.7"),
                standard("for=198.51.100.1;for=10.0.0.9, for=203.0.113.7"),
                standard("for=\"198.51.100.1, for=203.0.113.7"),
                standard("for=\"198.51.100.1\\\", for=203.0.113.7"),
                standard("host=\"a,for=198.51.100.1\", for=203.0.113.7;host=\"b,c\\\"d\""),
                standard("for=198.51.100.1, FOR=203.0.113.7;proto=https;by=_edge"),
                standard("for=198.51.100.1", "for=\"203.0.113.7:4711\""),
                standard("for=\"198.51.100.1", "for=\"203.0.113.7:_port\""),
                standard(longest + ", For=\"203.0.113.7\" ; proto=http"),
                standard("for=198.51.100.1, for=203.0.113.7, for=10.0.0.2;by=10.0.0.1"),
                standard("for=198.51.100.1, for=\"[::ffff:203.0.113.7]\""));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void clientOf_forgedHeader_isWhoIsConnected(TrustedProxies proxies, List<String> lines) {
        assertThat(clientOf(proxies, EDGE, lines)).isEqualTo("203.0.113.7");
    }

    /** Two usual ways: the table above is worth something only because they fall for it. */
    @Test
    void naiveReaders_forgedHeader_areWrong() {
        assertThat(attacks().map(attack -> elements(attack.get()[1])))
                .as("the first element is whatever the client wrote")
                .filteredOn(elements -> !elements.get(0).contains("203.0.113.7"))
                .hasSizeGreaterThan(20);
        assertThat(attacks().map(attack -> elements(attack.get()[1])))
                .as("the last element is a proxy as soon as there are two")
                .filteredOn(elements -> elements.get(elements.size() - 1).contains("10.0.0."))
                .hasSize(3);
    }

    /** Each is what the proxy at 10.0.0.2 may have been told or have said; 198.51.100.1 to its left is anybody's word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "_hidden",
                "-",
                "localhost",
                "client.example",
                "203.0.113",
                "203.0.113.7.1",
                "203.0.113.256",
                "0203.0.113.7",
                "203.0.113.7:",
                "203.0.113.7:123456",
                "203.0.113.7:80:80",
                "[203.0.113.7]",
                "[203.0.113.7]:80",
                "[2001:db8::1",
                "2001:db8::1]",
                "[2001:db8::1]x",
                "[]",
                "[::1]:",
                "2001:db8::1::2",
                "2001:db8:1:2:3:4:5:6:7",
                "fe80::1%",
                "\"203.0.113.7\"",
                "for=203.0.113.7",
                "203.0.113.7 203.0.113.8",
                "203.0.113.7;",
                "203.0.113.7\0",
                "203.0.113.7\u0663",
                "٢٠٣.0.113.7",
                "0x7f.1",
                "127.1",
                "unix:",
                "unix:/run/app.sock"
            })
    void clientOf_hopNotNamed_isTheLastTrustedHop(String element) {
        assertThat(clientOf(PLAIN, EDGE, List.of("198.51.100.1, " + element + ", 10.0.0.2")))
                .isEqualTo("10.0.0.2");
        assertThat(clientOf(PLAIN, EDGE, List.of("198.51.100.1", element, "10.0.0.2")))
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "by=203.0.113.7",
                "for",
                "for=",
                "for=\"\"",
                "for=unknown",
                "for=\"unknown\"",
                "for=_hidden",
                "for=\"_hidden:80\"",
                "for=[2001:db8::1]",
                "for=2001:db8::1",
                "for=203.0.113.7:80",
                "for=203.0.113.7;for=203.0.113.7",
                "for=203.0.113.7;For=198.51.100.1",
                "for =203.0.113.7",
                "for= 203.0.113.7",
                "for=203.0.113.7 x",
                "for=203.0.113.7;=x",
                "for=\"203.0.113.7",
                "for=203.0.113.7\"",
                "for='203.0.113.7'",
                "203.0.113.7",
                "for=\"203.0.113.7\\\"",
                "for=\"203.0.113.7\n\"",
                "for=\"2001:db8::1\"x"
            })
    void clientOf_forwardedWithoutAnAddress_isTheLastTrustedHop(String element) {
        assertThat(clientOf(STANDARD, EDGE, List.of("for=198.51.100.1", element, "for=10.0.0.2")))
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8::7, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "[2001:db8::7]:443, 2001:db8::7",
        "fe80::7%eth0, fe80::7",
        "[fe80::7%25eth0]:1, fe80::7",
        "::ffff:198.51.100.7, 198.51.100.7",
        "64:ff9b::198.51.100.7, 64:ff9b::c633:6407",
        "198.51.100.7:0, 198.51.100.7",
    })
    void clientOf_formsOfAnAddress_haveOneForm(String element, String address) {
        assertThat(clientOf(PLAIN, EDGE, List.of(element))).isEqualTo(address);
        assertThat(clientOf(STANDARD, EDGE, List.of("by=_x;for=\"" + element + "\"")))
                .isEqualTo(address);
    }

    @Test
    void clientOf_peerNotTrusted_isThePeerWhateverItSends() {
        assertThat(clientOf(PLAIN, "203.0.113.7", List.of("198.51.100.1"))).isEqualTo("203.0.113.7");
        assertThat(clientOf(PLAIN, "11.0.0.0", List.of("198.51.100.1"))).isEqualTo("11.0.0.0");
        assertThat(clientOf(TrustedProxies.none(), "127.0.0.1", List.of("198.51.100.1")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void clientOf_onlyTrustedHops_isTheFirstOfThem() {
        assertThat(clientOf(PLAIN, EDGE, List.of())).isEqualTo(EDGE);
        assertThat(clientOf(PLAIN, EDGE, null)).isEqualTo(EDGE);
        assertThat(clientOf(PLAIN, EDGE, Collections.singletonList(null))).isEqualTo(EDGE);
        assertThat(clientOf(PLAIN, "::ffff:10.0.0.1", List.of("10.9.9.9, fd00::9")))
                .isEqualTo("10.9.9.9");
    }

    /** The one that is not configured comes from the client. */
    @Test
    void clientOf_theOtherHeader_isNotRead() {
        Map<String, List<String>> both =
                Map.of("X-Forwarded-For", List.of("203.0.113.7"), "Forwarded", List.of("for=198.51.100.1"));
        assertThat(PLAIN.clientOf(EDGE, both::get)).hasToString("203.0.113.7");
        assertThat(STANDARD.clientOf(EDGE, both::get)).hasToString("198.51.100.1");
        assertThat(PLAIN.clientOf(EDGE, Map.of("Forwarded", List.of("for=198.51.100.1"))::get))
                .hasToString(EDGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unix:", "/run/app.sock", "localhost", "10.0.0.1:4711", "[fd00::1]"})
    void clientOf_peerWithoutAddress_isBelievedOnlyWhenSaidSo(String peer) {
        assertThat(clientOf(PLAIN, peer, List.of("203.0.113.7"))).isEqualTo("0.0.0.0");
        assertThat(clientOf(PLAIN.trustingUnixSocket(), peer, List.of("203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(clientOf(PLAIN.trustingUnixSocket(), peer, List.of("unknown")))
                .isEqualTo("0.0.0.0");
        assertThat(clientOf(PLAIN.trustingUnixSocket(), null, List.of("203.0.113.7, 10.0.0.2")))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void clientOf_moreHopsThanAllowed_isTheLastOneLookedAt() {
        List<String> chain = List.of("203.0.113.7, 10.0.0.5, 10.0.0.4, 10.0.0.3");
        assertThat(clientOf(PLAIN.withMaxHops(3), EDGE, chain)).isEqualTo("10.0.0.5");
        assertThat(clientOf(PLAIN.withMaxHops(4), EDGE, chain)).isEqualTo("203.0.113.7");
        assertThatThrownBy(() -> PLAIN.withMaxHops(0)).hasMessage("maxHops must be between 1 and 32, got 0");
    }

    @Test
    void clientOf_elementAtTheLongestLength_isReadAndOneLongerIsNot() {
        String address = "for=203.0.113.7;by=";
        String fits = address + "x".repeat(HopElements.MAX_LENGTH - address.length());
        assertThat(clientOf(STANDARD, EDGE, List.of(fits))).isEqualTo("203.0.113.7");
        assertThat(clientOf(STANDARD, EDGE, List.of("for=10.0.0.2," + fits))).isEqualTo("203.0.113.7");
        assertThat(clientOf(STANDARD, EDGE, List.of(fits + "x"))).isEqualTo(EDGE);
        assertThat(clientOf(STANDARD, EDGE, List.of("for=10.0.0.2," + fits + "x")))
                .isEqualTo(EDGE);
    }

    private static String clientOf(TrustedProxies proxies, @Nullable String peer, @Nullable List<String> lines) {
        return proxies.clientOf(peer, name -> name.equals(proxies.header().headerName()) ? lines : null)
                .text();
    }

    private static List<String> elements(Object lines) {
        return ((List<?>) lines)
                .stream()
                        .flatMap(line -> Stream.of(line.toString().split(",", -1)))
                        .toList();
    }

    private static Arguments plain(String... lines) {
        return Arguments.of(PLAIN, Arrays.asList(lines));
    }

    private static Arguments standard(String... lines) {
        return Arguments.of(STANDARD, Arrays.asList(lines));
    }
}
