/** The sealed log verified row by row: what was changed, taken out or put in since, by name. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.verify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
