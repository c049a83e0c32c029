/** Passwords, codes and devices beside the same written by hand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.credential;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
