/** Rules on statements that give away too much, or switch a protection off. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.insecure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
