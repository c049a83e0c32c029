/** What a lint rule is, and what it sees of a statement. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
