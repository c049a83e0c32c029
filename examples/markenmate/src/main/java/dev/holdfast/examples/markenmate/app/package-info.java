/** The application's own services as they look once they use Holdfast, and how they are put together. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
