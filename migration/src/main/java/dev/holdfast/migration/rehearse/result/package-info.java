/** What came of a rehearsal, as values. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse.result;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
