/** The admin guard beside its statement written by hand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.admin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
