/** Migrations that cannot be one transaction: how they are cut into steps, and what a step that was cut short has left. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.apply.step;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
