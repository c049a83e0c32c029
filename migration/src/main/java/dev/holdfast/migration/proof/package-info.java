/** Proof that an undo script takes its migration back: pictures before and after, the verdict, and the ledger of proofs. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
