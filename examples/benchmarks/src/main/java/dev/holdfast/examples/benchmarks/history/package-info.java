/** The migrations that are measured, and what a schema holds after them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
