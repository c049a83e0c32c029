package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.BareAudit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The act as a row of a binary COPY, as one writes it by hand: each value put where the format wants it. Not thread-safe. */
final class HandRows {
    static final String COLUMNS = BareAudit.COLUMNS + ", origin";

    private static final int FIELDS = COLUMNS.split(",", -1).length;
    private static final int LARGEST = 2048;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Clock clock = Clock.systemUTC();
    private final Uuid7 ids = Uuid7.of(clock);
    private final BareAudit.Facts facts = Act.facts();
    private final BareAudit.Doer doer;
    private final ByteBuffer out;

    /** Rows of a user's acts, into a buffer. */
    HandRows(String user, ByteBuffer out) {
        this.doer = Act.doer(user);
        this.out = out;
    }

    ByteBuffer bytes() {
        return out;
    }

    boolean hasRoom() {
        return out.remaining() >= LARGEST;
    }

    /** Adds a row with an id and a time of its own. */
    void add() {
        out.putShort((short) FIELDS);
        UUID id = ids.next();
        out.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        out.putInt(8).putLong(ChronoUnit.MICROS.between(EPOCH, clock.instant()));
        small(1);
        texts(facts.action(), facts.category(), "SUCCESS", null, "INFO", facts.targetType(), facts.targetId(), null);
        json("[{\"type\":\"" + facts.targetType() + "\",\"id\":\"" + facts.targetId() + "\"}]");
        json(facts.changes());
        json(facts.metadata());
        texts("NONE");
        small(0);
        out.putInt(1).put((byte) 0);
        texts(null, null, "USER", doer.user(), null, doer.session(), null, null);
        out.putInt(8).put(new byte[] {2, 32, 0, 4, (byte) 192, 0, 2, 17});
        texts(doer.userAgent(), null, doer.correlationId(), null, null);
        texts(null, null, null, null, null);
        texts("LIVE");
    }

    private void small(int value) {
        out.putInt(2).putShort((short) value);
    }

    private void texts(@Nullable String... values) {
        for (String value : values) {
            if (value == null) {
                out.putInt(-1);
            } else {
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                out.putInt(utf8.length).put(utf8);
            }
        }
    }

    private void json(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.putInt(1 + utf8.length).put((byte) 1).put(utf8);
    }
}
