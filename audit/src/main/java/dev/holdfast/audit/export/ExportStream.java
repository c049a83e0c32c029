package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events in blocks, and knows which of them the stream has taken whole. */
final class ExportStream {
    private static final int BLOCK_BYTES = 1 << 16;

    private final OutputStream out;
    private final ExportRequest request;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(BLOCK_BYTES);
    private long events;
    private long takenEvents;
    private boolean isMore;
    private @Nullable UUID firstId;
    private @Nullable UUID lastId;
    private @Nullable UUID takenId;

    ExportStream(OutputStream out, ExportRequest request) {
        this.out = out;
        this.request = request;
        block.writeBytes(request.format().head().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes an event; false when no more are wanted. */
    boolean take(StoredEvent stored) {
        if (events == request.maxEvents()) {
            isMore = true;
            return false;
        }
        UUID id = stored.event().id();
        StoredEvent shown = request.view().apply(stored);
        if (!shown.event().id().equals(id)) {
            throw new IllegalStateException("view must keep the event's id " + id + ", gave "
                    + shown.event().id());
        }
        block.writeBytes(request.format().entry(shown).getBytes(StandardCharsets.UTF_8));
        firstId = firstId == null ? id : firstId;
        lastId = id;
        events++;
        if (block.size() >= BLOCK_BYTES) {
            writeBlock();
        }
        return true;
    }

    ExportResult end() {
        writeBlock();
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExportResult(events, firstId, lastId, !isMore);
    }

    ExportException failure(Throwable cause) {
        return new ExportException(takenEvents, takenId, cause);
    }

    private void writeBlock() {
        try {
            block.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        block.reset();
        takenEvents = events;
        takenId = lastId;
    }
}
