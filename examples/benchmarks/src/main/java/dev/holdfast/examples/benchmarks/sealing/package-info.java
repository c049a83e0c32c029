/** Sealing and verifying: how fast beside reading and hashing alone, and whether it stays so as the log grows. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.sealing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
