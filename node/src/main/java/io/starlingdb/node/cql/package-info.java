/** CQL: {@link io.starlingdb.node.cql.CqlEngine} is the door. */
@NullMarked
package io.starlingdb.node.cql;

import org.jspecify.annotations.NullMarked;
