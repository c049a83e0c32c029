package dev.holdfast.auth.address;

import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word on a client's address is taken, and the reader of it. Immutable and thread-safe.
 *
 * <pre>{@code
 * TrustedProxies proxies = TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, "10.0.0.0/8", "fd00::/8");
 * ClientAddress client =
 *         proxies.clientOf(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)));
 * }</pre>
 *
 * <p>The header is read from the right, each element as the word of the hop after it, for as long as that hop is trusted.
 * The first address that is not trusted is the client's. Where a trusted hop names none (the header ends, or the element
 * is empty, {@code unknown}, obfuscated, malformed or longer than 512 characters), the address is that of this last
 * trusted hop. Nothing a client sends can make the reader throw or ask a name server.
 *
 * <p><em>Security note.</em> The answer is as good as the proxies: each must append its peer's address or overwrite the
 * header, and none of the networks may hold clients that reach the host directly.
 */
public final class TrustedProxies {
    /** How many hops a header is followed, unless said otherwise. */
    public static final int DEFAULT_MAX_HOPS = 8;

    private final ForwardingHeader header;
    private final List<IpNetwork> networks;
    private final boolean unixSocket;
    private final int maxHops;

    private TrustedProxies(ForwardingHeader header, List<IpNetwork> networks, boolean unixSocket, int maxHops) {
        this.header = header;
        this.networks = networks;
        this.unixSocket = unixSocket;
        this.maxHops = maxHops;
    }

    /**
     * No proxies: the client is whoever is connected, and no header is read.
     *
     * @return the reader
     */
    public static TrustedProxies none() {
        return of(ForwardingHeader.X_FORWARDED_FOR, List.of());
    }

    /**
     * Proxies in certain networks.
     *
     * @param header the one that they write
     * @param networks where they are
     * @return the reader
     */
    public static TrustedProxies of(ForwardingHeader header, List<IpNetwork> networks) {
        return new TrustedProxies(header, List.copyOf(networks), false, DEFAULT_MAX_HOPS);
    }

    /**
     * Proxies in certain networks.
     *
     * @param header the one that they write
     * @param networks where they are, such as {@code 10.0.0.0/8}, {@code fd00::/8}, or {@code 127.0.0.1}
     * @return the reader
     * @throws IllegalArgumentException when a network is malformed or is everywhere
     */
    public static TrustedProxies of(ForwardingHeader header, String... networks) {
        return of(header, Stream.of(networks).map(IpNetwork::parse).toList());
    }

    /**
     * The same, also for a proxy on a unix socket: peers without an address are believed.
     *
     * @return the reader
     */
    public TrustedProxies trustingUnixSocket() {
        return new TrustedProxies(header, networks, true, maxHops);
    }

    /**
     * The same with another bound on the length of the way.
     *
     * @param value how many elements are read, 1 to 32
     * @return the reader
     */
    public TrustedProxies withMaxHops(int value) {
        return new TrustedProxies(header, networks, unixSocket, Require.between("maxHops", value, 1, 32));
    }

    /**
     * Where the proxies are.
     *
     * @return their networks
     */
    public List<IpNetwork> networks() {
        return networks;
    }

    /**
     * The header that is read.
     *
     * @return its kind
     */
    public ForwardingHeader header() {
        return header;
    }

    /**
     * The one address of a request.
     *
     * @param remoteAddress the address of the connection's peer as a literal; whatever is none, such as null or
     *     {@code unix:}, is a peer without an address
     * @param headers gives the lines of a header in their order, or null when there are none
     * @return the client's address, or that of the last trusted hop; {@link ClientAddress#NONE} when that has none
     */
    public ClientAddress clientOf(
            @Nullable String remoteAddress, Function<String, ? extends @Nullable List<String>> headers) {
        Optional<ClientAddress> peer = Optional.ofNullable(remoteAddress).flatMap(ClientAddress::parse);
        ClientAddress hop = peer.orElse(ClientAddress.NONE);
        if (!peer.map(this::isTrusted).orElse(unixSocket)) {
            return hop;
        }
        HopElements elements = new HopElements(lines(headers), header.quotes());
        for (int i = 0; i < maxHops; i++) {
            Optional<ClientAddress> before = elements.next().flatMap(header::hop);
            if (before.isEmpty()) {
                return hop;
            }
            hop = before.get();
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return hop;
    }

    /**
     * Whether an address is that of a trusted proxy.
     *
     * @param address the address
     * @return whether one of the networks holds it
     */
    public boolean isTrusted(ClientAddress address) {
        for (IpNetwork network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private List<String> lines(Function<String, ? extends @Nullable List<String>> headers) {
        List<String> given = headers.apply(header.headerName());
        List<String> lines = new ArrayList<>();
        if (given != null) {
            given.forEach(line -> lines.add(Objects.toString(line, "")));
        }
        return lines;
    }
}
