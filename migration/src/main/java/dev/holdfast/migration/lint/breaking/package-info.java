/** Rules on statements after which the version of the application that runs now fails. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.breaking;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
