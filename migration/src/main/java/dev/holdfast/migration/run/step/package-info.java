/** The steps of a run: the port, its ready forms, and what they leave each other. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.run.step;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
