/** The bytes of a leaf: every column of an event's row, typed and in a fixed order. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.leaf;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
