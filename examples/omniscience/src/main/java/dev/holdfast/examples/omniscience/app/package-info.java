/** The application's own code: its login over Holdfast's parts. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.omniscience.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
