/** Runs migrations on our own connection: each with its row in Flyway's history, so that neither is ever without the other. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.apply;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
