/** What is wrong with a migration before it is run: rules over its statements, each with a safe form. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
