/** A database and its migrations, as the settings describe them; and what may be said when it does not answer. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.session;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
