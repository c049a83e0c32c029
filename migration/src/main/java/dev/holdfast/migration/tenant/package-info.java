/** One history for each tenant's schema: migrated canary first, in parallel within bounds, resumable. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.tenant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
