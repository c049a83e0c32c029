/** The rehearsal of migrations: what they would do, found out by doing it where it does no harm. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
