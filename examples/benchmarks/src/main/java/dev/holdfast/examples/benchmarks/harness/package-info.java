/**
 * How contests are held: contestants take turns in one run, each result is verified, and what counts is the median of
 * the ratios turn by turn.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.harness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
