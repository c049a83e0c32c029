/** Scratch databases: copies to try migrations on, dropped afterwards always. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse.scratch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
