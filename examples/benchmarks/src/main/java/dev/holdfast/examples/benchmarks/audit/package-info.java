/** The audit log beside the bare insert of the same columns. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
