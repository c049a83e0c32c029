/** The rows of tables as a value: how many and which, without keeping one of them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.snapshot.rows;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
