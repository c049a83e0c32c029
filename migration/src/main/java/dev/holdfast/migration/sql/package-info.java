/** What has to be known about SQL text, names and failures. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
