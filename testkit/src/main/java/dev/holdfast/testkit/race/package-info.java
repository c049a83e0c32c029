/** Contenders on real connections, let loose at once, round after round. */
@NullMarked
@CheckReturnValue
package dev.holdfast.testkit.race;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
