package dev.holdfast.auth.address;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3).
 *
 * @param address its first address
 * @param length how many leading bits its addresses share, 1 to 32 or 128
 */
public record IpNetwork(ClientAddress address, int length) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the length is 0 or too long, or the address has bits beyond it
     */
    public IpNetwork {
        // All addresses at once: whoever writes that trusts every client to name itself.
        Require.between("length of network " + address, length, 1, address.bits());
        for (int i = length; i < address.bits(); i++) {
            if (address.bit(i)) {
                throw new IllegalArgumentException("network " + address + "/" + length
                        + " must have only zero bits after its first " + length + ": name its first address");
            }
        }
    }

    /**
     * Reads a network.
     *
     * @param cidr such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address without a length is a network of itself
     * @return the network
     * @throws IllegalArgumentException when it is not one
     */
    public static IpNetwork parse(String cidr) {
        int slash = cidr.indexOf('/');
        ClientAddress address =
                ClientAddress.parse(slash < 0 ? cidr : cidr.substring(0, slash)).orElseThrow(() -> malformed(cidr));
        if (slash < 0) {
            return new IpNetwork(address, address.bits());
        }
        String length = cidr.substring(slash + 1);
        // ::ffff:10.0.0.0/104 would be read as an IPv4 address with a length meant for IPv6.
        if (!LENGTH.matcher(length).matches() || (address.isV4() && cidr.indexOf(':') >= 0)) {
            throw malformed(cidr);
        }
        return new IpNetwork(address, Integer.parseInt(length));
    }

    /**
     * Whether an address is of this network.
     *
     * @param candidate the address
     * @return whether it is
     */
    public boolean contains(ClientAddress candidate) {
        return address.sharesPrefix(candidate, length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }

    private static IllegalArgumentException malformed(String cidr) {
        String shown = cidr.length() <= 60 ? cidr : cidr.substring(0, 60) + "…";
        return new IllegalArgumentException(
                "network must look like 10.0.0.0/8 or fd00::/8, got '" + shown.replaceAll("\\p{Cntrl}", "?") + "'");
    }
}
