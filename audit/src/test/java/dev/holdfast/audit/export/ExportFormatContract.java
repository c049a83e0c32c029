package dev.holdfast.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ExportFormat} keeps to; extend it for a format of your own. */
public abstract class ExportFormatContract {
    private static final Instant TIME = Instant.parse("2026-03-14T15:09:26.535897Z");
    private static final UUID ID = UUID.fromString("019cecc2-0000-7000-8000-000000000001");
    private static final String HOSTILE = "=1+1|a=b\\c\r\nCEF:0|x,\"y\"\t\u2028 \uD800 \u0000 \uD83D\uDE00 </script>";

    /** The format under test. */
    protected abstract ExportFormat format();

    @Test
    void name_andMediaType_areShortAndPlain() {
        assertThat(format().name()).matches("[a-z0-9][a-z0-9.-]{0,31}");
        assertThat(format().mediaType()).matches("[a-z]+/[a-z0-9.+-]+; charset=utf-8(;.*)?");
    }

    @Test
    void head_whenThereIsOne_endsItsLine() {
        assertThat(format().head()).matches(head -> head.isEmpty() || head.endsWith("\n"));
    }

    @Test
    void entry_endsItsLineAndHoldsTheId() {
        for (StoredEvent stored : samples()) {
            assertThat(format().entry(stored)).endsWith("\n").contains(ID.toString());
        }
    }

    /** A half of a surrogate pair would become a question mark on its way into UTF-8. */
    @Test
    void entry_hostileTexts_survivesUtf8() {
        for (StoredEvent stored : samples()) {
            String text = format().entry(stored);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(text);
            assertThat(text).doesNotContain("\u0000");
        }
    }

    @Test
    void entry_byManyThreads_dependsOnTheEventAlone() {
        ExportFormat format = format();
        List<StoredEvent> samples = samples();
        List<String> alone = samples.stream().map(format::entry).toList();
        List<String> together = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> format.entry(samples.get(i % samples.size())))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % samples.size()));
        }
    }

    /** The least event there can be, one of each category, and one whose texts are as bad as they can be. */
    private static List<StoredEvent> samples() {
        List<StoredEvent> samples = new ArrayList<>();
        samples.add(stored(SecurityEvent.builder(ID, TIME, Action.of("job.run"))));
        for (Category category : Category.values()) {
            samples.add(stored(hostile().category(category)));
        }
        return samples;
    }

    private static SecurityEvent.Builder hostile() {
        Actor actor = new Actor(ActorType.USER, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
        return SecurityEvent.builder(ID, TIME, Action.of("authn.login_fail"))
                .context(RequestContext.of(actor).withTenant(HOSTILE).withClient("2001:db8::1", HOSTILE))
                .denied(HOSTILE.substring(0, 20))
                .target(new Target("lending", HOSTILE, HOSTILE))
                .change(HOSTILE, HOSTILE, null)
                .with(HOSTILE, HOSTILE);
    }

    private static StoredEvent stored(SecurityEvent.Builder event) {
        return new StoredEvent(event.build(), TIME.plusSeconds(1), Origin.LIVE);
    }
}
