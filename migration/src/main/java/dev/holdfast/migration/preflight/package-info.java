/** What to find out before a migration rather than in it. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.preflight;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
