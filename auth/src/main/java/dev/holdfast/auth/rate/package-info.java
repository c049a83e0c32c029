/** How many requests a client may make: in one process, or shared by all nodes of one database. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.rate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
