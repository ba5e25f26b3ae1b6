/**
 * How much a node takes on. {@link io.starlingdb.node.admission.LoadLimit} says how many requests of clients may be under way, and whose turn it
 * is; the edges (HTTP, CQL) ask it before a request costs anything. {@link io.starlingdb.node.admission.LoadSampling} tells it how long
 * requests take.
 */
@NullMarked
package io.starlingdb.node.admission;

import org.jspecify.annotations.NullMarked;
