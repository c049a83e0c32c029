/** The audit log's ways of recording beside the loops one writes by hand: COPY, a commit each, a journal with group commit. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.recording;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
