/** Runs every contest of Holdfast beside what one would use without it, and keeps the figures. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
