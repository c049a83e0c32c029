package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.core.secret.Uuid7;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names of scratch databases: a prefix and a UUID of version 7, which holds the time. */
final class ScratchName {
    static final String PREFIX = "holdfast_rehearsal_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15})");
    private static final int HEX = 16;

    private ScratchName() {}

    static String of(UUID id) {
        return PREFIX + id.toString().replace("-", "");
    }

    /** When the database was made; empty when the name is not one of ours. */
    static Optional<Instant> madeAt(String name) {
        var matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger bits = new BigInteger(matcher.group(1), HEX);
        UUID id = new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
        return Optional.of(Instant.ofEpochMilli(Uuid7.millisOf(id)));
    }
}
