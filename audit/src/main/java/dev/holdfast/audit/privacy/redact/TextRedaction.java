package dev.holdfast.audit.privacy.redact;

import dev.holdfast.audit.privacy.redact.ValueDetector.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces what detectors find in a text, and what stands behind a secret's name in it, by marks. Thread-safe. */
final class TextRedaction {
    /** The mark of what stood under a secret's name. */
    static final String MARK = "[redacted]";

    private static final Logger LOG = LoggerFactory.getLogger(TextRedaction.class);

    private final List<Asked> detectors;
    private final ParameterScan parameters;
    private final int suspicious;
    private final boolean isForeign;

    TextRedaction(RedactionPolicy policy, KeyNames names) {
        this.detectors = policy.detectors().stream().map(Asked::of).toList();
        this.parameters = new ParameterScan(names);
        this.suspicious = detectors.stream().mapToInt(Asked::needs).reduce(TextTraits.ASSIGNMENT, (a, b) -> a | b);
        this.isForeign = detectors.stream().anyMatch(each -> each.needs() == 0);
    }

    /** A detector, its mark, and the trait it needs; 0 when it is the host's, and is asked about every text. */
    private record Asked(ValueDetector detector, String mark, int needs) {
        static Asked of(ValueDetector detector) {
            int needs = detector instanceof TextTraits.Needing needing ? needing.needs() : 0;
            return new Asked(detector, "[redacted:" + detector.kind() + "]", needs);
        }

        boolean mayFind(int traits) {
            return needs == 0 || (traits & needs) != 0;
        }
    }

    /** A find and what takes its place. */
    private record Hit(Span span, String mark) {}

    /** The text without secrets; the same object when it has none. */
    String apply(String text) {
        int traits = TextTraits.of(text);
        return isForeign || (traits & suspicious) != 0 ? searched(text, traits) : text;
    }

    /** Whether nothing of a text would be replaced. */
    boolean isClean(String text) {
        return apply(text).equals(text);
    }

    private String searched(String text, int traits) {
        List<Hit> hits = null;
        for (Asked asked : detectors) {
            List<Span> found = asked.mayFind(traits) ? find(asked.detector(), text) : List.of();
            if (found == null) {
                return asked.mark();
            }
            hits = add(hits, found, asked.mark());
        }
        if ((traits & TextTraits.ASSIGNMENT) != 0) {
            hits = add(hits, parameters.find(text), MARK);
        }
        return hits == null ? text : replaced(text, hits);
    }

    /** Null when the detector failed: then nothing of the text can be trusted. */
    private static @Nullable List<Span> find(ValueDetector detector, String text) {
        try {
            List<Span> found = detector.find(text);
            if (found.stream().allMatch(span -> span.until() <= text.length())) {
                return found;
            }
            LOG.warn("detector {} found something behind the end of a text, which is redacted whole", detector.kind());
        } catch (RuntimeException failure) {
            // The class alone: a message can quote the text.
            LOG.warn(
                    "detector {} failed with {} on a text, which is redacted whole",
                    detector.kind(),
                    failure.getClass().getName());
        }
        return null;
    }

    private static @Nullable List<Hit> add(@Nullable List<Hit> hits, List<Span> found, String mark) {
        if (found.isEmpty()) {
            return hits;
        }
        List<Hit> all = hits == null ? new ArrayList<>() : hits;
        found.forEach(span -> all.add(new Hit(span, mark)));
        return all;
    }

    /** Where finds overlap, all of it goes, and the one that begins first gives the mark. */
    private static String replaced(String text, List<Hit> hits) {
        hits.sort(Comparator.comparingInt(hit -> hit.span().from()));
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        for (Hit hit : hits) {
            if (hit.span().from() >= at) {
                out.append(text, at, hit.span().from()).append(hit.mark());
            }
            at = Math.max(at, hit.span().until());
        }
        return out.append(text, at, text.length()).toString();
    }
}
