/** What must hold in the database after a migration, said as values. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.verify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
