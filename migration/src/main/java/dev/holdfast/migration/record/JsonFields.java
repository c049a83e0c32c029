package dev.holdfast.migration.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, each read once and as one type; {@link #end} refuses what was not read.
 *
 * <p>Messages give the place, never a value.
 */
final class JsonFields {
    private final String place;
    private final Map<?, ?> members;
    private final Set<Object> unread;

    private JsonFields(String place, Map<?, ?> members) {
        this.place = place;
        this.members = members;
        this.unread = new HashSet<>(members.keySet());
    }

    static JsonFields of(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return new JsonFields(place, members);
        }
        throw new IllegalArgumentException(place + " must be a JSON object: is this a run record?");
    }

    String text(String name) {
        return member(name, String.class, "a text");
    }

    boolean flag(String name) {
        return member(name, Boolean.class, "true or false");
    }

    long number(String name) {
        try {
            return member(name, BigDecimal.class, "a whole number").longValueExact();
        } catch (ArithmeticException e) {
            throw refused(name, "a whole number of at most 64 bits");
        }
    }

    int count(String name) {
        try {
            return Math.toIntExact(number(name));
        } catch (ArithmeticException e) {
            throw refused(name, "a whole number of at most 32 bits");
        }
    }

    Duration nanos(String name) {
        return Duration.ofNanos(number(name));
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw refused(name, "a time such as 2026-01-31T12:00:00Z");
        }
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw refused(name, "one of " + List.of(type.getEnumConstants()));
    }

    JsonFields object(String name) {
        return of(path(name), member(name, Map.class, "an object"));
    }

    List<String> texts(String name) {
        return items(name, item -> {
            if (item instanceof String text) {
                return text;
            }
            throw refused(name, "a list of texts");
        });
    }

    <T> List<T> objects(String name, Function<JsonFields, T> form) {
        return items(name, item -> form.apply(of(path(name), item)));
    }

    /** The member in the given form; empty when it is null. */
    <T> Optional<T> optional(String name, Function<JsonFields, T> form) {
        if (members.containsKey(name) && members.get(name) == null) {
            unread.remove(name);
            return Optional.empty();
        }
        return Optional.of(form.apply(this));
    }

    void end() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    place + " has " + unread.size() + " member(s) that format " + RunJson.FORMAT + " does not know");
        }
    }

    private <T> List<T> items(String name, Function<@Nullable Object, T> form) {
        List<?> list = member(name, List.class, "a list");
        return list.stream().<T>map(form).toList();
    }

    private <T> T member(String name, Class<T> type, String form) {
        Object value = members.get(name);
        unread.remove(name);
        if (!type.isInstance(value)) {
            throw refused(name, form);
        }
        return type.cast(value);
    }

    private IllegalArgumentException refused(String name, String form) {
        return new IllegalArgumentException(path(name) + " must be " + form);
    }

    private String path(String name) {
        return place + "." + name;
    }
}
