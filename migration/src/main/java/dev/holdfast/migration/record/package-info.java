/** What a run did, kept in a chain of records. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.record;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
