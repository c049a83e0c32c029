/** Whether an undo may run: only as it was proven, no row lost that is not backed up, no constraint that rows break. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.undo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
