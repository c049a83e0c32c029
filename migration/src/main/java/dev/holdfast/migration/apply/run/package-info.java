/** Applies what a source has pending: each migration in one transaction with its row, or in steps that are journalled. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.apply.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
