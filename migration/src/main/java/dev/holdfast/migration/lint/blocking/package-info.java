/** Rules on statements that keep others waiting for a lock. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.blocking;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
