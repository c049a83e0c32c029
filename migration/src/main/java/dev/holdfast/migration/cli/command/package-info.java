/** The commands, one class each. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
