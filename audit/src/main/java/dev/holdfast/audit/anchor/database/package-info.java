/** Checkpoints kept in a second database. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.anchor.database;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
