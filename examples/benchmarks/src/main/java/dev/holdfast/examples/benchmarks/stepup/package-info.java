/** Step-up tokens beside bare statements and beside Spring Security's one-time tokens. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.stepup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
