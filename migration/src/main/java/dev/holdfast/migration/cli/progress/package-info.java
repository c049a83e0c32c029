/** How far long work has come: nothing on short work, a line every few seconds on long work. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.progress;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
