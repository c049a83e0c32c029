package dev.holdfast.auth.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "2001:DB8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
        "2001:db8:1:3::, 2001:db8:1:3::/64",
        "2001:db8::1, 2001:db8::/64",
        "::1, ::/64",
        "0:0:0:1::, 0:0:0:1::/64",
        "fe80::1%eth0, fe80::/64",
    })
    void network_ofAnAddress_isTheAddressOrItsSlash64(String literal, String network) {
        assertThat(ClientAddress.parse(literal).orElseThrow().network()).isEqualTo(network);
    }

    @Test
    void of_socketsPeer_isTheSameAsItsLiteral() throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assertThat(ClientAddress.of(InetAddress.getByAddress(loopback)))
                .isEqualTo(ClientAddress.parse("::1").orElseThrow());
        assertThat(ClientAddress.of(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 7})))
                .hasToString("203.0.113.7");
    }

    @Test
    void none_isTheUnspecifiedAddress() {
        assertThat(ClientAddress.parse("0.0.0.0")).contains(ClientAddress.NONE);
        assertThat(ClientAddress.NONE.isNone()).isTrue();
        assertThat(ClientAddress.parse("0.0.0.1").orElseThrow().isNone()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, a00::, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.0, false",
        "fd00::/8, fdff:ffff::1, true",
        "fd00::/8, fe00::, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, ::1, true",
        "::1, ::2, false",
    })
    void contains_addressesAtTheEdge_areInOrOut(String cidr, String address, boolean inside) {
        assertThat(IpNetwork.parse(cidr).contains(ClientAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.1/8",
                "0.0.0.0/0",
                "::/0",
                "fd00::/129",
                "fd00::1/64",
                "::ffff:10.0.0.0/104",
                "localhost",
                "10.0.0.0/8;",
                "10.0.0.0/8\nallow all"
            })
    void parse_malformedOrEverywhere_isRefused(String cidr) {
        assertThatThrownBy(() -> IpNetwork.parse(cidr))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network")
                .message()
                .doesNotContain("\n");
    }
}
