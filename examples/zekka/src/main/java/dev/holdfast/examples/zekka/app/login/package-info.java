/** Zekka's own code for logins: what its endpoints answer, over Holdfast's parts and Zekka's tables. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka.app.login;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
