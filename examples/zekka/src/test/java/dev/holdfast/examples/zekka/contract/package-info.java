/** Every contract test of migration's ports, run on an implementation of the host's own. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
