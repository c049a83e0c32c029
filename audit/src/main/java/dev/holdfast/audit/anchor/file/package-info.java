/** Checkpoints kept in an append-only file. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.anchor.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
