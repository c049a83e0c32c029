/** What it costs to know before: probes, rehearsals in a copy, proofs of undo scripts. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.rehearsal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
