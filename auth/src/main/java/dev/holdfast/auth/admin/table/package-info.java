/** How a host's own user table says who is an admin, and the same as SQL conditions. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.admin.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
