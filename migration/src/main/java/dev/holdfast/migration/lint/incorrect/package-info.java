/** Rules on statements that do something else than they seem to. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.incorrect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
