/** The same migrations for many schemas. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.tenant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
