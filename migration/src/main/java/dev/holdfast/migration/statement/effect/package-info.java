/** What a statement does: the locks it takes, how far it reaches, whether it runs in a transaction. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.statement.effect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
