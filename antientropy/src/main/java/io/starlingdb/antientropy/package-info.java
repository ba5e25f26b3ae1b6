/** Merkle trees and the exchange that finds what two replicas hold differently. */
@NullMarked
package io.starlingdb.antientropy;

import org.jspecify.annotations.NullMarked;
