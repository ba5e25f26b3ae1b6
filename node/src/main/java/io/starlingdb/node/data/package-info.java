/** Rows, cells, mutations, and the rules that merge them. */
@NullMarked
package io.starlingdb.node.data;

import org.jspecify.annotations.NullMarked;
