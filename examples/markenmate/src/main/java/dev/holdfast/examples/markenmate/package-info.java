/**
 * Markenmate, a lending application, hardened end to end: from its schema before to a rollback that is proven.
 *
 * <p>{@code Markenmate} runs the steps of {@code step} in order, over the application of {@code app}.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
