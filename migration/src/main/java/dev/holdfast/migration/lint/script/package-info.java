/** Rules on how a statement stands to its script: transaction, session, order. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.lint.script;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
