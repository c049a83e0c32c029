/** The steps that take the login over, each checked by reading back; each has people of its own and can run alone. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka.step.login;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
