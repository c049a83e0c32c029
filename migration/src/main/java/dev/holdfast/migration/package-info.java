/** Migrations applied safely, verified and undone: {@link dev.holdfast.migration.Migrations} is where to begin. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
