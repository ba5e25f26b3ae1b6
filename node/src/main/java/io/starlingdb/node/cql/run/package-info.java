/** Runs plans. */
@NullMarked
package io.starlingdb.node.cql.run;

import org.jspecify.annotations.NullMarked;
