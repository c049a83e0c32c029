package dev.holdfast.auth.password.rule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * An answer's text up to a number of bytes. What is longer is cut off while it comes: a server that never ends takes
 * neither memory nor the rest of the time-out. The client calls one method at a time.
 */
final class BoundedText implements BodySubscriber<String> {
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    BoundedText(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An answer that does not end where an honest one does. */
    static final class AnswerTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private AnswerTooLongException(int maxBytes) {
            super("an answer must have at most " + maxBytes + " bytes, got more: ask another service");
        }
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscription != null) {
            given.cancel();
            return;
        }
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Subscription open = subscription;
        // What was under way when the rest was cut off may still come.
        if (open == null || text.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > maxBytes - bytes.size()) {
                open.cancel();
                boolean unused = text.completeExceptionally(new AnswerTooLongException(maxBytes));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        open.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        boolean unused = text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        boolean unused = text.complete(bytes.toString(StandardCharsets.US_ASCII));
    }
}
