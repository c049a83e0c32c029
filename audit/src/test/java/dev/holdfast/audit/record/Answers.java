package dev.holdfast.audit.record;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Waits for what a recorder answers. */
final class Answers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Answers() {}

    static Map<UUID, NotRecordedException> failures(Map<UUID, CompletionStage<UUID>> stages) {
        Map<UUID, NotRecordedException> failed = new LinkedHashMap<>();
        stages.forEach((id, stage) -> {
            Throwable failure = failure(stage);
            if (failure != null) {
                assertThat(failure).isInstanceOf(NotRecordedException.class);
                failed.put(id, (NotRecordedException) failure);
            }
        });
        return failed;
    }

    /** What a direct action of the stage gets: null when it was recorded. */
    static @Nullable Throwable failure(CompletionStage<UUID> stage) {
        return stage.handle((id, failure) -> failure)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), SECONDS)
                .join();
    }

    static UUID answer(CompletionStage<UUID> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), SECONDS);
    }
}
