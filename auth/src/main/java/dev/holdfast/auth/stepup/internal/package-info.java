/** The statements of the step-up tokens; shared by the two forms, not for hosts. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.stepup.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
