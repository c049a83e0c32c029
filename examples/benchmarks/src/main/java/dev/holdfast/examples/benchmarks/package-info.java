/**
 * Benchmarks that put Holdfast beside what one would use without it: contestants take turns in one run, each result is
 * verified, and the figure is the median of the ratios turn by turn.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
