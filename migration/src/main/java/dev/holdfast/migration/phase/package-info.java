/** Expand first, contract when no application of the old version is left: the gate between the two. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.phase;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
