/** The chain of steps from preflight to confirmation, as one run with one record. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
