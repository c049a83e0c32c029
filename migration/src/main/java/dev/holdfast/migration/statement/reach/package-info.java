/** How far a statement reaches beyond its database, read from its text. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.statement.reach;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
