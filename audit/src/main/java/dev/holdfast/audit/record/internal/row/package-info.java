/** Events as rows: the bytes that a binary COPY takes and that a spool keeps. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.internal.row;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
