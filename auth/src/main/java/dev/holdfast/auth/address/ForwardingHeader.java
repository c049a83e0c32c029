package dev.holdfast.auth.address;

import java.util.Optional;

/**
 * The header that the host's proxies write. A host names the one that its proxies overwrite or append to; the other comes
 * from whoever sends it and is never read.
 */
public enum ForwardingHeader {
    /** {@code X-Forwarded-For: client, proxy1}: addresses, with or without a port. */
    X_FORWARDED_FOR("X-Forwarded-For"),

    /** {@code Forwarded: for=client, for="[2001:db8::1]:4711"} (RFC 7239 §4). */
    FORWARDED("Forwarded");

    private final String headerName;

    ForwardingHeader(String headerName) {
        this.headerName = headerName;
    }

    /**
     * The header's name.
     *
     * @return as it is usually written
     */
    public String headerName() {
        return headerName;
    }

    /** Whether a comma between double quotes does not end an element. */
    boolean quotes() {
        return this == FORWARDED;
    }

    /** The address that an element names, or empty when it names none. */
    Optional<ClientAddress> hop(String element) {
        Optional<String> node = this == FORWARDED ? ForwardedElement.node(element) : Optional.of(element);
        return node.flatMap(HopNode::address);
    }
}
