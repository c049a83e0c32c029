/**
 * Omniscience, a dashboard with one user whose login is hardened: password, then the code of an authenticator that two
 * environment variables switch on, throttled and limited before either is looked at.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.omniscience;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
