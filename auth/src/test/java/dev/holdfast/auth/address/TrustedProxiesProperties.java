package dev.holdfast.auth.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class TrustedProxiesProperties {
    private static final String EDGE = "10.0.0.1";
    private static final String CLIENT = "203.0.113.7";

    /** The heart of it: what a client sends is to the left of what its proxy appends, and changes nothing. */
    @Property(tries = 3_000)
    void clientOf_anythingBeforeTheProxysWord_changesNothing(
            @ForAll("junk") String sent, @ForAll ForwardingHeader header) {
        String word = header == ForwardingHeader.FORWARDED ? "for=" + CLIENT : CLIENT;
        assertThat(clientOf(header, EDGE, List.of(sent + "," + word))).isEqualTo(CLIENT);
        assertThat(clientOf(header, EDGE, List.of(sent, word))).isEqualTo(CLIENT);
    }

    @Property(tries = 3_000)
    void clientOf_anyLines_isAnAddressAndNeverThrows(
            @ForAll @Size(max = 4) List<@From("junk") String> lines,
            @ForAll("junk") String peer,
            @ForAll ForwardingHeader header) {
        assertThat(ClientAddress.parse(clientOf(header, EDGE, lines))).isPresent();
        assertThat(ClientAddress.parse(clientOf(header, peer, lines))).isPresent();
        assertThat(clientOf(header, CLIENT, lines)).isEqualTo(CLIENT);
    }

    /** Every address, written plainly and with a port, comes back in its one form. */
    @Property(tries = 1_000)
    void clientOf_anyAddress_comesBack(@ForAll @Size(8) List<@From("group") Integer> groups) {
        String literal =
                String.join(":", groups.stream().map(Integer::toHexString).toList());
        String form = ClientAddress.parse(literal).orElseThrow().text();
        assertThat(clientOf(ForwardingHeader.X_FORWARDED_FOR, EDGE, List.of("1.2.3.4," + literal)))
                .isEqualTo(form);
        assertThat(clientOf(ForwardingHeader.FORWARDED, EDGE, List.of("for=\"[" + literal + "]:80\"")))
                .isEqualTo(form);
        assertThat(form).isEqualTo(ClientAddress.parse(form).orElseThrow().text());
    }

    /** Two addresses are counted together exactly when their first 64 bits are the same. */
    @Property(tries = 1_000)
    void network_anyTwoAddresses_isSharedByOneSlash64(
            @ForAll @Size(8) List<@From("few") Integer> one, @ForAll @Size(8) List<@From("few") Integer> other) {
        assertThat(address(one).network().equals(address(other).network()))
                .isEqualTo(one.subList(0, 4).equals(other.subList(0, 4)));
    }

    @Provide
    Arbitrary<String> junk() {
        Arbitrary<String> parts = Arbitraries.of(
                ",",
                ";",
                "\"",
                "\\",
                "\\\"",
                "=",
                "for=",
                "For=\"",
                "[",
                "]",
                ":",
                "::",
                "%",
                ".",
                " ",
                "\t",
                "\n",
                "_x",
                "unknown",
                "10.0.0.9",
                "fd00::9",
                "198.51.100.1",
                "[fd00::9]:1",
                "٣",
                "\uD800");
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
        return Combinators.combine(parts.list().ofMaxSize(12), texts).as((list, text) -> String.join("", list) + text);
    }

    /** Never a trusted network's, nor one that is written as IPv4. */
    @Provide
    Arbitrary<Integer> group() {
        return Arbitraries.integers().between(0x2000, 0x3FFF);
    }

    @Provide
    Arbitrary<Integer> few() {
        return Arbitraries.of(0x2001, 0x2002);
    }

    private static ClientAddress address(List<Integer> groups) {
        return ClientAddress.parse(String.join(
                        ":", groups.stream().map(Integer::toHexString).toList()))
                .orElseThrow();
    }

    private static String clientOf(ForwardingHeader header, String peer, List<String> lines) {
        return TrustedProxies.of(header, "10.0.0.0/8", "fd00::/8")
                .clientOf(peer, name -> lines)
                .text();
    }
}
