/** The database's half of the admin guards: generated triggers on the host's own table, and the way past them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.admin.trigger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
