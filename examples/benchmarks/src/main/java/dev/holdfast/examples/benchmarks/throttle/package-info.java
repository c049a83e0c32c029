/** Limits on attempts and requests beside the same written by hand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.throttle;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
