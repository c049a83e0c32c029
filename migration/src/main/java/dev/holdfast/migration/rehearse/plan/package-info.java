/** What pending migrations are, statement by statement, before anything runs. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
