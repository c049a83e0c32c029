/** The tables of the tree, for the packages that seal and verify. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
