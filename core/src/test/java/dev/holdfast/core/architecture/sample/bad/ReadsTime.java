package dev.holdfast.core.architecture.sample.bad;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

final class ReadsTime {
    private ReadsTime() {}

    static Instant instant() {
        return Instant.now();
    }

    static LocalDateTime local() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static LongSupplier nanos() {
        return System::nanoTime;
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    static Supplier<Instant> reference() {
        return Instant::now;
    }

    @SuppressWarnings("JavaUtilDate") // the sample breaks the rule on purpose
    static Date date() {
        return new Date();
    }
}
