/** Proofs about the log as files, verified without a database. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
