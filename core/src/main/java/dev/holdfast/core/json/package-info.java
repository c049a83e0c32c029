/** JSON text to plain values and back, strictly. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.json;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
