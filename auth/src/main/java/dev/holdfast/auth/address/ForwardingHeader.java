package dev.holdfast.auth.address;

import java.util.Optional;
import java.util.function.Function;

/**
 * The header that the host's proxies write. A host names the one that its proxies overwrite or append to; the other comes
 * from whoever sends it and is never read.
 */
public enum ForwardingHeader {
    /** {@code X-Forwarded-For: client, proxy1}: addresses, with or without a port. */
    X_FORWARDED_FOR("X-Forwarded-For", false, Optional::of),

    /** {@code Forwarded: for=client, for="[2001:db8::1]:4711"} (RFC 7239 §4). */
    FORWARDED("Forwarded", true, ForwardedElement::node);

    private final String headerName;
    private final boolean quotes;
    private final Function<String, Optional<String>> node;

    ForwardingHeader(String headerName, boolean quotes, Function<String, Optional<String>> node) {
        this.headerName = headerName;
        this.quotes = quotes;
        this.node = node;
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
        return quotes;
    }

    /** The address that an element names, or empty when it names none. */
    Optional<ClientAddress> hop(String element) {
        return node.apply(element).flatMap(HopNode::address);
    }
}
