/** The catalog as a value, and the difference of two. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.snapshot;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
