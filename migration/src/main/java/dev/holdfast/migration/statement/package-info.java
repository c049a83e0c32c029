/** What a statement is and what it does to tables and their locks, by its text alone. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.statement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
