/** The log protected by the database's own means: roles, grants and triggers, and a check that says what is open. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.harden;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
