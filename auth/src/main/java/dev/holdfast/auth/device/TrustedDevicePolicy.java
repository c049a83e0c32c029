package dev.holdfast.auth.device;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * The settings of trusted devices.
 *
 * @param lifetime how long a device is trusted after the factor was proven, 1 hour to 90 days; no use extends it
 * @param grace how long the token before the newest is still recognised, 1 s to 5 min; within it a token is not rotated
 *     again
 * @param maxDevices how many devices a user may have, 1 to 50; another one takes the place of the one unused longest
 */
public record TrustedDevicePolicy(Duration lifetime, Duration grace, int maxDevices) {
    private static final TrustedDevicePolicy DEFAULTS =
            new TrustedDevicePolicy(Duration.ofDays(30), Duration.ofSeconds(30), 10);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public TrustedDevicePolicy {
        Require.between("lifetime", lifetime, Duration.ofHours(1), Duration.ofDays(90));
        Require.between("grace", grace, Duration.ofSeconds(1), Duration.ofMinutes(5));
        Require.between("maxDevices", maxDevices, 1, 50);
    }

    /**
     * 30 days, 30 seconds of grace, 10 devices.
     *
     * @return the default policy
     */
    public static TrustedDevicePolicy defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another lifetime.
     *
     * @param value 1 hour to 90 days
     * @return the policy
     */
    public TrustedDevicePolicy withLifetime(Duration value) {
        return new TrustedDevicePolicy(value, grace, maxDevices);
    }

    /**
     * The same with another grace.
     *
     * @param value 1 s to 5 min
     * @return the policy
     */
    public TrustedDevicePolicy withGrace(Duration value) {
        return new TrustedDevicePolicy(lifetime, value, maxDevices);
    }

    /**
     * The same with another number of devices a user.
     *
     * @param value 1 to 50
     * @return the policy
     */
    public TrustedDevicePolicy withMaxDevices(int value) {
        return new TrustedDevicePolicy(lifetime, grace, value);
    }
}
