/** The archive of a month as files, verified without a database. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.archive.format;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
