package dev.holdfast.core.architecture.sample.bad.here;

import dev.holdfast.core.architecture.sample.bad.there.There;

/** One half of a cycle of packages. */
public record Here(There there) {}
