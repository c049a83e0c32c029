/** Rules on statements that read or write a whole table while it is locked. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.scanning;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
