package dev.holdfast.core.architecture.sample.bad;

import dev.holdfast.core.architecture.sample.bad.internal.Hidden;
import java.util.List;

/** Shows an internal type as an argument of a type, as a parameter and as its parent. */
public final class ShowsInternal extends Hidden {
    /** Shown in a result. */
    public List<Hidden> result() {
        return List.of();
    }

    /** Shown in a parameter. */
    public void parameter(Hidden hidden) {}

    /** Not shown. */
    Hidden own() {
        return new Hidden();
    }
}
