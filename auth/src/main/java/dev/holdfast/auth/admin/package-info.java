/** Admin guards: the master admin and the last admin stay, whoever tries what. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.admin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
