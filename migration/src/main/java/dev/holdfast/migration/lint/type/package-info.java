/** Rules on the types that columns are given. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.type;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
