/** What stands outside of Markenmate, with other people: here they run beside it, so that the log can be seen to meet them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate.outside;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
