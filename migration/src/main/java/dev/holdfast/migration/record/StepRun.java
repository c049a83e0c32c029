package dev.holdfast.migration.record;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run, such as its lint or its rehearsal.
 *
 * @param name the step's name, such as {@code rehearse}
 * @param result what came of it
 * @param message what it did, or why it was not passed; empty when there is nothing to say
 * @param next what to do next; empty when nothing is to be done
 * @param details a line for each thing that it found
 * @param took how long it ran
 */
public record StepRun(String name, Result result, String message, String next, List<String> details, Duration took) {
    /** Hides secrets, and literals in the details. */
    public StepRun {
        message = Hidden.secrets(message);
        next = Hidden.secrets(next);
        details = Hidden.literals(details);
    }

    /** What came of a step. */
    public enum Result {
        /** It did what it is for, and the run went on. */
        PASSED,
        /** There was nothing for it to do, or nobody asked for it. */
        SKIPPED,
        /** By its rules the run must not go on. */
        REFUSED,
        /** It did not come to its end, or what it looked at does not hold. */
        FAILED
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("result", result.name());
        json.put("message", message);
        json.put("next", next);
        json.put("details", details);
        json.put("tookNanos", took.toNanos());
        return json;
    }

    static StepRun of(JsonFields json) {
        StepRun step = new StepRun(
                json.text("name"),
                json.constant("result", Result.class),
                json.text("message"),
                json.text("next"),
                json.texts("details"),
                json.nanos("tookNanos"));
        json.end();
        return step;
    }
}
