/** DDL for versions: the column, and the trigger that holds every writer to them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.lock.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
