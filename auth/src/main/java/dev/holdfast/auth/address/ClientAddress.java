package dev.holdfast.auth.address;

import dev.holdfast.core.context.IpLiteral;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IP address in its one form: IPv6 as in RFC 5952 and without a zone, an IPv4-mapped address as the IPv4 address it
 * stands for. Immutable.
 */
public final class ClientAddress {
    /**
     * The unspecified address {@code 0.0.0.0}: what a peer has that has none, such as one on a unix socket. All of them
     * count as one client.
     */
    public static final ClientAddress NONE = new ClientAddress("0.0.0.0", new byte[4]);

    private static final int V4_BYTES = 4;
    private static final int GROUPS_OF_A_NETWORK = 4;

    private final String text;
    private final byte[] bytes;

    private ClientAddress(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /**
     * Reads a literal; never asks a name server.
     *
     * @param literal what may be an address, without brackets or port
     * @return the address, or empty when the text is none
     */
    public static Optional<ClientAddress> parse(String literal) {
        return IpLiteral.canonical(literal)
                .flatMap(text -> IpLiteral.bytes(text).map(bytes -> new ClientAddress(text, bytes)));
    }

    /**
     * The address of a socket's peer.
     *
     * @param address the address
     * @return the same in its one form
     */
    public static ClientAddress of(InetAddress address) {
        return parse(address.getHostAddress())
                .orElseThrow(() -> new IllegalArgumentException("address must be IPv4 or IPv6, got " + address));
    }

    /**
     * The address in its one form, as {@code RequestContext.withClient} and PostgreSQL's inet take it.
     *
     * @return such as {@code 203.0.113.7} or {@code 2001:db8::7}
     */
    public String text() {
        return text;
    }

    /**
     * What a client is counted under. An IPv6 host has its whole /64 to take addresses from (RFC 4291 §2.5.1, RFC 8981),
     * so single addresses would give it 2^64 budgets.
     *
     * @return an IPv4 address as it is; an IPv6 address's network, such as {@code 2001:db8:0:1::/64}
     */
    public String network() {
        if (isV4()) {
            return text;
        }
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < GROUPS_OF_A_NETWORK; i++) {
            int group = ((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF);
            prefix.append(Integer.toHexString(group)).append(':');
        }
        return IpLiteral.canonical(prefix + ":").orElseThrow() + "/64";
    }

    /**
     * Whether it is the address of a peer that has none.
     *
     * @return true for {@link #NONE}
     */
    public boolean isNone() {
        return equals(NONE);
    }

    boolean isV4() {
        return bytes.length == V4_BYTES;
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** The bit at a position, the most significant being 0. */
    boolean bit(int position) {
        return ((bytes[position / Byte.SIZE] >> (Byte.SIZE - 1 - position % Byte.SIZE)) & 1) == 1;
    }

    /** Whether both are of one family and begin with the same bits. */
    boolean sharesPrefix(ClientAddress other, int length) {
        if (bytes.length != other.bytes.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        int rest = length % Byte.SIZE;
        return Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)
                && (rest == 0 || ((bytes[whole] ^ other.bytes[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress address && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
