package dev.holdfast.auth.login.account;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.json.Json;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What a person types to say who they are, in the one form that lookups and throttles go by: composed (NFC), without
 * white space around it, in lower case.
 *
 * <p>Whatever was typed makes a name. One that no account can have is a name that nobody has, not an error: an exception
 * would tell it apart from an unknown name.
 *
 * @param tenantId the tenant, at most 200 characters; empty in a host without tenants
 * @param text the name
 */
public record LoginName(String tenantId, String text) {
    /** The longest name that an account can have, in UTF-16 units: an address by RFC 5321 §4.5.3.1 has no more. */
    public static final int MAX_LENGTH = 320;

    /**
     * Brings the name into its form.
     *
     * @throws IllegalArgumentException when the tenant's id is too long or holds the character 0
     */
    public LoginName {
        if (!tenantId.isEmpty()) {
            UserRef.requireId("tenantId", tenantId);
        }
        text = normal(text);
    }

    /**
     * A name in a host without tenants.
     *
     * @param typed what was typed
     * @return the name
     */
    public static LoginName of(String typed) {
        return new LoginName("", typed);
    }

    private static String normal(String typed) {
        // Cut first, so that nobody buys work with a long text; the mark keeps a cut name from being somebody's.
        String bounded = typed.length() <= MAX_LENGTH ? typed : typed.substring(0, MAX_LENGTH) + "…";
        // The driver would write half a character as a question mark, which may well stand in somebody's name.
        return Normalizer.normalize(Json.clean(bounded), Normalizer.Form.NFC)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Without the name: people type passwords into the wrong field. */
    @Override
    public String toString() {
        return "LoginName[tenantId=" + tenantId + "]";
    }
}
