package dev.holdfast.core.lock.merge;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When two values are the same to a person: a form's {@code 1.50} is the database's {@code 1.5}. */
final class Values {
    private Values() {}

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        return Objects.deepEquals(comparable(one), comparable(other));
    }

    private static Object comparable(Object value) {
        if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        } else if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return value;
    }

    private static Object number(Number number) {
        try {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        } catch (NumberFormatException notFinite) {
            return number;
        }
    }
}
