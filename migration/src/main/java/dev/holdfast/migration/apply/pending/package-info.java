/** What waits to be applied, read to its end before anything runs, and what Flyway would run around it. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.apply.pending;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
