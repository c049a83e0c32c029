/** The Merkle tree of RFC 9162 over the log: hashes, tiles, and proofs of inclusion and consistency. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.tree;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
