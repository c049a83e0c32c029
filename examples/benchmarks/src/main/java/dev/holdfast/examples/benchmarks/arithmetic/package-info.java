/** What costs no SQL: reading tokens, matching codes. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.arithmetic;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
