package dev.holdfast.audit.anchor;

import dev.holdfast.core.HoldfastException;
import org.jspecify.annotations.Nullable;

/** An anchor cannot be reached, or what it holds is damaged. It says nothing of the log. */
public final class AnchorException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String anchor;

    /**
     * Makes the exception.
     *
     * @param anchor which anchor
     * @param rule what it must be or do, and what it is or did instead; no secret
     * @param cause what led to it, or null
     */
    public AnchorException(String anchor, String rule, @Nullable Throwable cause) {
        super("anchor " + anchor + " " + rule, cause);
        this.anchor = anchor;
    }

    /**
     * The anchor.
     *
     * @return its name
     */
    public String anchor() {
        return anchor;
    }
}
