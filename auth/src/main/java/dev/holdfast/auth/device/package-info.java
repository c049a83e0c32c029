/** Trusted devices: browsers that proved a second factor and are spared it for some weeks. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.device;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
