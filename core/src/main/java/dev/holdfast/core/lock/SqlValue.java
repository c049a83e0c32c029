package dev.holdfast.core.lock;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.types.UNumber;
import org.jspecify.annotations.Nullable;

/**
 * How a value gets from the host into a statement: as a bind, in the type the driver sends best.
 *
 * <p>Texts are sent without a type, so that the server takes them for whatever the column is: text, uuid, enum, jsonb.
 */
final class SqlValue {
    private static final Set<Class<?>> AS_THEY_ARE = Set.of(
            String.class,
            Boolean.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            UUID.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class);
    private static final Set<Class<?>> ARRAYS = Set.of(
            String[].class,
            Boolean[].class,
            Short[].class,
            Integer[].class,
            Long[].class,
            Float[].class,
            Double[].class,
            UUID[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            boolean[].class);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private SqlValue() {}

    /** The value in the form it is kept and bound in; a value of a type that cannot be bound is refused here. */
    static @Nullable Object of(String column, @Nullable Object value) {
        Object plain = plain(value);
        if (plain == null || AS_THEY_ARE.contains(plain.getClass())) {
            if (plain instanceof String text && text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "the value of " + column + " must not hold the character U+0000, which no text column stores");
            }
            return plain;
        } else if (plain instanceof byte[] bytes) {
            return bytes.clone();
        } else if (ARRAYS.contains(plain.getClass())) {
            return plain;
        }
        throw new IllegalArgumentException("the value of " + column
                + " must be a text, number, boolean, uuid, java.time value, byte[] or an array of these, got "
                + plain.getClass().getName());
    }

    /** The value of a jOOQ field as the database sees it, when the field has a converter. */
    @SuppressWarnings("unchecked")
    static @Nullable Object of(Field<?> field, @Nullable Object value) {
        Field<Object> typed = (Field<Object>) field;
        return of(field.getName(), typed.getConverter().to(value));
    }

    static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setObject(index, text, Types.OTHER);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setObject(index, value);
        }
    }

    /** The values of one column as the text of a PostgreSQL array; the server gives the elements their type. */
    static String arrayOf(String column, List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder("{");
        for (Object value : values) {
            text.append(text.length() == 1 ? "" : ",");
            if (value == null) {
                text.append("NULL");
            } else {
                appendQuoted(text, element(column, value));
            }
        }
        return text.append('}').toString();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Character || value instanceof CharSequence) {
            return value.toString();
        } else if (value instanceof Byte small) {
            return small.shortValue();
        } else if (value instanceof UNumber unsigned) {
            return narrowed(unsigned.toBigInteger());
        } else if (value instanceof BigInteger big) {
            return narrowed(big);
        } else if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        } else if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        } else if (value instanceof JSONB json) {
            return json.data();
        } else if (value instanceof JSON json) {
            return json.data();
        } else if (value instanceof EnumType literal) {
            return literal.getLiteral();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value;
    }

    /** A long where it fits: compared with a bigint key, a numeric would keep the index from being used. */
    private static Object narrowed(BigInteger value) {
        boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
        return fits ? (Object) value.longValue() : new BigDecimal(value);
    }

    private static String element(String column, Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        } else if (value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "the value of " + column + " must not be an array in a bulk update; update such rows one by one");
        }
        return value.toString();
    }

    private static void appendQuoted(StringBuilder text, String element) {
        text.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
