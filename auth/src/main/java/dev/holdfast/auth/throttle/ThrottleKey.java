package dev.holdfast.auth.throttle;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.core.Require;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who tries to log in, from where.
 *
 * @param account who the client says to be
 * @param address where the client is
 * @param deviceId a device that this account knows, 1 to 200 characters, or null. Only after its token was verified: it
 *     has a budget of its own
 * @param country where the host's own lookup places the address, two letters or digits in upper case, or null
 */
public record ThrottleKey(
        AccountName account,
        ClientAddress address,
        @Nullable String deviceId,
        @Nullable String country) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z0-9]{2}");

    /**
     * Checks the host's parts.
     *
     * @throws IllegalArgumentException when the device's id is too long, or the country is not two letters
     */
    public ThrottleKey {
        if (deviceId != null) {
            UserRef.requireId("deviceId", deviceId);
        }
        if (country != null) {
            Require.matching("country", country, COUNTRY, "must be two upper-case letters or digits (ISO 3166-1)");
        }
    }

    /**
     * Somebody from an address.
     *
     * @param account who the client says to be
     * @param address where the client is
     * @return the key
     */
    public static ThrottleKey of(AccountName account, ClientAddress address) {
        return new ThrottleKey(account, address, null, null);
    }

    /**
     * The same on a device that the account knows.
     *
     * @param value the device's id; after a reset by link or recovery code, the reset's own id may stand here
     * @return the key
     */
    public ThrottleKey withDevice(String value) {
        return new ThrottleKey(account, address, value, country);
    }

    /**
     * The same at a place.
     *
     * @param value the country by the host's own lookup, such as {@code CH}
     * @return the key
     */
    public ThrottleKey withCountry(String value) {
        return new ThrottleKey(account, address, deviceId, value);
    }
}
