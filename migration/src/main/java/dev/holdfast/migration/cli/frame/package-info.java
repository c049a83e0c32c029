/** What every command has in common: its options, its surroundings, and how it ends. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.frame;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
